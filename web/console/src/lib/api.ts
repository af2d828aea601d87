// The requests of docs/console-api.md. Every failure is an ApiError whose code the page has words for.

import type { LogEvent, Me, Outcome, Summary, ThreadState } from './types';

const TIMEOUT_MS = 15_000;

export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(code: string, status: number, retryAfterMs: number | null = null) {
    super(code);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

async function request<T>(path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/console/api/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? { Accept: 'application/json' } : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiError('network', 0);
  }
  if (!response.ok) throw await refusal(response);
  if (response.status === 204) return undefined as T;
  try {
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch {
    // The answer was cut off, or something between here and the server spoke instead of it.
    throw new ApiError('network', response.status);
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const code = await response
    .json()
    .then((body: { error?: { code?: unknown } }) => (typeof body.error?.code === 'string' ? body.error.code : null))
    .catch(() => null);
  const seconds = Number(response.headers.get('Retry-After'));
  const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
  return new ApiError(code ?? codeOf(response.status), response.status, wait);
}

/** A proxy's own error page has no code. */
function codeOf(status: number): string {
  if (status === 401) return 'signed_out';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'unavailable' : 'bad_request';
}

export interface Head {
  seq: number;
  epoch: number;
}

const at = (thread: string, verb: string): string => `threads/${encodeURIComponent(thread)}/${verb}`;

export const api = {
  me: () => request<Me>('me'),
  signIn: (token: string) => request<Me>('sign-in', { token }),
  signOut: () => request<void>('sign-out', {}),
  threads: async (state: ThreadState, limit: number, before?: number): Promise<Summary[]> => {
    const page = before === undefined ? '' : `&before=${before}`;
    const answer = await request<{ threads: Summary[] }>(`threads?state=${state}&limit=${limit}${page}`);
    return answer.threads;
  },
  thread: (thread: string) => request<{ summary: Summary; events: LogEvent[] }>(`threads/${encodeURIComponent(thread)}`),
  takeOver: (thread: string, epoch: number) => request<Head>(at(thread, 'take-over'), { epoch }),
  say: (thread: string, id: string, text: string) => request<Head>(at(thread, 'messages'), { id, text }),
  handBack: (thread: string, epoch: number, outcome: Outcome) => request<unknown>(at(thread, 'hand-back'), { epoch, outcome }),
  close: (thread: string, epoch: number, outcome: Outcome) => request<unknown>(at(thread, 'close'), { epoch, outcome }),
  typing: (thread: string, on: boolean) => request<void>(at(thread, 'typing'), { on }),
};
