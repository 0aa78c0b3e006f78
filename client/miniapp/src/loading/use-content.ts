import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useDidShow } from '@tarojs/taro';
import type { Answer } from '../api/http.js';
import { isOnline, onNetworkChange } from '../device/network.js';
import { keep, readKept } from '../device/storage.js';
import { contentAfter, contentFrom, type Content, type ContentEvent, type KeptContent } from './content.js';

/** A page shown again within this time does not ask the server again. */
const freshFor = 30_000;

/**
 * Reads something when the page is shown and when the network comes back, starting from what the phone has kept.
 *
 * @param key under which the last answer is kept on the phone
 * @returns the content and how to ask again
 */
export function useContent<T>(key: string, read: () => Promise<Answer<T>>): [Content<T>, () => void] {
  const [content, dispatch] = useReducer(
    contentAfter as (content: Content<T>, event: ContentEvent<T>) => Content<T>,
    key,
    (kept) => contentFrom(readKept<KeptContent<T>>(kept)),
  );
  const isAsking = useRef(false);
  const isOutdated = useRef(false);
  const answeredAt = useRef(0);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const ask = useCallback(async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    do {
      isOutdated.current = false;
      dispatch({ kind: 'asked' });
      const event: ContentEvent<T> = (await isOnline())
        ? { kind: 'came', answer: await read(), at: new Date().toISOString() }
        : { kind: 'offline' };
      if (event.kind === 'came' && event.answer.kind === 'answered') {
        answeredAt.current = Date.now();
        // A full phone loses the copy for offline reading and nothing else.
        keep(key, { value: event.answer.body, readAt: event.at } satisfies KeptContent<T>);
      }
      if (isShown.current) dispatch(event);
    } while (isOutdated.current && isShown.current);
    isAsking.current = false;
  }, [key, read]);

  const askIfStale = useCallback(() => {
    if (Date.now() - answeredAt.current > freshFor) void ask();
  }, [ask]);
  useDidShow(askIfStale);
  // What a page puts up only later, when another answer is here, has missed the page's being shown.
  useEffect(askIfStale, [askIfStale]);
  useEffect(
    () =>
      onNetworkChange((nowOnline) => {
        void (nowOnline ? ask() : dispatch({ kind: 'offline' }));
      }),
    [ask],
  );
  // What is on its way may have been read before that for which somebody asks again.
  const askAgain = useCallback(() => {
    if (isAsking.current) isOutdated.current = true;
    else void ask();
  }, [ask]);
  return [content, askAgain];
}
