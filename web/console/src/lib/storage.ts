// Browser storage can be full or forbidden; the console then forgets, it does not break.

export function recall(store: () => Storage, key: string): string | null {
  try {
    return store().getItem(key);
  } catch {
    return null;
  }
}

export function remember(store: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null || value === '') store().removeItem(key);
    else store().setItem(key, value);
  } catch {
    // Nothing to do: what is on the page is still right.
  }
}

export const forTab = (): Storage => sessionStorage;
export const forBrowser = (): Storage => localStorage;
