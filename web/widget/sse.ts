/**
 * Reads server-sent events from a fetch body. EventSource would do it for us, but it cannot send the Authorization header, and the token must
 * not stand in a URL.
 */

/** Feed it text as it arrives; it gives the `data` of each event that is complete. */
export function sseParser(onData: (data: string) => void): (chunk: string) => void {
  let rest = '';
  let data: string[] = [];
  return (chunk) => {
    rest += chunk;
    // A line may end in CR LF; a CR at the very end may be the first half of one, so it waits.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length) onData(data.join('\n'));
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line[5] === ' ' ? 6 : 5));
      }
    }
  };
}
