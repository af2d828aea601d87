// How the console calls a rep who is not looking: a spoken line, a short tone, a desktop notification.

import { prefs } from './prefs.svelte';

class Alerts {
  /** Read by a live region; a changed key makes the same words be spoken twice when they happen twice. */
  spoken = $state.raw({ key: 0, text: '' });
  #audio: AudioContext | null = null;

  say(text: string): void {
    this.spoken = { key: this.spoken.key + 1, text };
  }

  /** Called from the click that switches sounds on: browsers let no page make a sound before one. */
  tone(): void {
    try {
      this.#audio ??= new AudioContext();
      const audio = this.#audio;
      void audio.resume();
      const start = audio.currentTime;
      const gain = audio.createGain();
      gain.gain.setValueAtTime(0.0001, start);
      gain.gain.exponentialRampToValueAtTime(0.15, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.45);
      gain.connect(audio.destination);
      const voice = audio.createOscillator();
      voice.frequency.setValueAtTime(660, start);
      voice.frequency.setValueAtTime(880, start + 0.16);
      voice.connect(gain);
      voice.start(start);
      voice.stop(start + 0.5);
    } catch {
      // No sound device: the row, the title and the spoken line are still there.
    }
  }

  /** Says who and where, never what the visitor wrote: notifications stay on lock screens. */
  call(title: string, body: string, open: () => void): void {
    if (prefs.sound) this.tone();
    if (!prefs.notify || !document.hidden || !supported() || Notification.permission !== 'granted') return;
    try {
      const note = new Notification(title, { body, tag: 'chaperone', icon: '/console/icon.svg' });
      note.onclick = () => {
        window.focus();
        note.close();
        open();
      };
    } catch {
      // Android browsers have the constructor and refuse to run it outside a service worker.
      prefs.notify = false;
    }
  }
}

export function supported(): boolean {
  return 'Notification' in window;
}

/** True when the browser lets us notify. */
export async function askToNotify(): Promise<boolean> {
  if (!supported()) return false;
  return (await Notification.requestPermission()) === 'granted';
}

export const alerts = new Alerts();
