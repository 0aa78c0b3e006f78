import type { LocalisedText, ReleaseDraftView, SecondFactor } from '@minsheng/contracts';

import { change, read } from './request.js';

export const releasesPath = '/api/releases';

export function readReleases(signal?: AbortSignal): Promise<ReleaseDraftView[]> {
  return read<ReleaseDraftView[]>(releasesPath, signal);
}

export const draftPath = (release: string) => `${releasesPath}/${encodeURIComponent(release)}`;

export function readDraft(release: string, signal?: AbortSignal): Promise<ReleaseDraftView> {
  return read<ReleaseDraftView>(draftPath(release), signal);
}

/** The public page as it will be, for those who may see it before the instant. */
export const previewPath = (release: string) => `${draftPath(release)}/preview`;

export function assembleRelease(pollId: string): Promise<ReleaseDraftView> {
  return change<ReleaseDraftView>('POST', releasesPath, { pollId });
}

export function signRelease(release: string, factor: SecondFactor): Promise<ReleaseDraftView> {
  return change<ReleaseDraftView>('POST', `${draftPath(release)}/sign`, factor);
}

/** Sets the instant: the calendar's occurrence, or its published override. */
export function scheduleRelease(release: string): Promise<ReleaseDraftView> {
  return change<ReleaseDraftView>('POST', `${draftPath(release)}/schedule`, {});
}

/** The first signer asks with a reason; the same call by the other one grants. */
export function recallRelease(release: string, reason: string): Promise<ReleaseDraftView> {
  return change<ReleaseDraftView>('POST', `${draftPath(release)}/recall`, { reason });
}

/** As `recallRelease`, for a release that is out: granted, it leads to a new release that lists old and new values. */
export function correctRelease(release: string, reason: LocalisedText): Promise<ReleaseDraftView> {
  return change<ReleaseDraftView>('POST', `${draftPath(release)}/correct`, { reason });
}
