import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Width and height (px) that an element has been given; null before they are known. */
export function useSize<Element extends HTMLElement>(): [
  RefObject<Element | null>,
  { width: number; height: number } | null,
] {
  const element = useRef<Element>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const measure = () => {
      const { width, height } = observed.getBoundingClientRect();
      setSize((known) =>
        known !== null && known.width === width && known.height === height ? known : { width, height },
      );
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
