import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** The width (px) that an element has been given, for drawings that resize with their panel; 0 before it is known. */
export function useWidth<Element extends HTMLElement>(): [RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    setWidth(Math.floor(observed.getBoundingClientRect().width));
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
