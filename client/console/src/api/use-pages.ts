import type { Page } from '@minsheng/contracts';
import { useEffect, useRef, useState } from 'react';

import { RequestFailed, type Failure } from './failure.js';
import { useResource, type Asked } from './use-resource.js';

export interface Pages<P> {
  /** The first page: its states are those of the list. */
  asked: Asked<P>;
  /** All pages fetched, in order. */
  pages: readonly P[];
  /** Fetches the next one; null when there is none. */
  more: (() => void) | null;
  isLoadingMore: boolean;
  moreFailure: Failure | null;
  /** Begins again with the first page. */
  renew: () => void;
}

/** A list that is asked for page by page. `withCursor`: the question of a later page. */
export function usePages<P extends Page<unknown>>(
  question: string | null,
  withCursor: (cursor: string) => string,
  load: (path: string, signal?: AbortSignal) => Promise<P>,
): Pages<P> {
  const asked = useResource(question, (signal) => load(question ?? '', signal));
  const [later, setLater] = useState<{ question: string | null; pages: readonly P[] }>({ question, pages: [] });
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [moreFailure, setMoreFailure] = useState<Failure | null>(null);
  const fetching = useRef<AbortController | null>(null);
  useEffect(() => () => fetching.current?.abort(), [question]);

  const laterPages = later.question === question ? later.pages : [];
  const pages = asked.value === null ? [] : [asked.value, ...laterPages];
  const cursor = pages.at(-1)?.cursor ?? null;

  const fetchMore = async (from: string) => {
    const controller = new AbortController();
    fetching.current = controller;
    setLoadingMore(true);
    setMoreFailure(null);
    try {
      const page = await load(withCursor(from), controller.signal);
      if (!controller.signal.aborted) setLater({ question, pages: [...laterPages, page] });
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof RequestFailed)) throw error;
      setMoreFailure(error.failure);
    } finally {
      setLoadingMore(false);
    }
  };
  return {
    asked,
    pages,
    more: cursor === null || isLoadingMore ? null : () => void fetchMore(cursor),
    isLoadingMore,
    moreFailure,
    renew: () => {
      setLater({ question, pages: [] });
      asked.askAgain();
    },
  };
}
