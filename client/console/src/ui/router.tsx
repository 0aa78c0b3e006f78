import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';

import { base, below } from './paths.js';

const moved = 'minsheng:moved';

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(moved, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(moved, changed);
  };
}

/** The page shown, as a path below the base. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => below(window.location.pathname));
}

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', base + path);
  window.dispatchEvent(new Event(moved));
}

/** A click that asks for a new tab, a download or a menu is the browser's. */
const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

export function Link({ to, ...rest }: { to: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>) {
  return (
    <a
      {...rest}
      href={base + to}
      onClick={(event) => {
        rest.onClick?.(event);
        if (event.defaultPrevented || !isPlainClick(event)) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}
