import type { PollPlanView, PollStage } from '@minsheng/contracts';

/** One step of a plan on its way to the public, with who took it and when. */
export interface PlanStep {
  code: 'draft' | 'submit' | 'approve' | 'publish';
  isDone: boolean;
  /** The next one to be taken. */
  isNext: boolean;
  by: string | null;
  at: string | null;
}

const doneAt: Readonly<Partial<Record<PollStage, number>>> = { DRAFT: 1, PLAN_REVIEW: 2, PLAN_APPROVED: 3 };

type Version = PollPlanView['versions'][number];

/** The newest version that is public; null: none is yet. */
export function publicVersion(versions: readonly Version[]): Version | null {
  return newestOf(versions.filter(({ publishedAt }) => publishedAt !== null));
}

/** A correction of the public plan that another person has still to publish (更正); null: none waits. */
export function waitingErratum(versions: readonly Version[]): Version | null {
  const newest = newestOf(versions);
  return newest !== null && newest.publishedAt === null && publicVersion(versions) !== null ? newest : null;
}

function newestOf(versions: readonly Version[]): Version | null {
  return versions.reduce<Version | null>(
    (latest, version) => (latest === null || version.version > latest.version ? version : latest),
    null,
  );
}

/** Draft → submitted → approved by another → public: how far the version that counts has come. */
export function planSteps(stage: PollStage, versions: readonly Version[]): PlanStep[] {
  const shown = publicVersion(versions) ?? newestOf(versions);
  // A cancelled poll keeps the steps that its versions can show.
  const done =
    stage === 'CANCELLED'
      ? 1 + [shown?.submittedAt, shown?.approvedAt, shown?.publishedAt].filter(Boolean).length
      : (doneAt[stage] ?? 4);
  const steps: Pick<PlanStep, 'code' | 'by' | 'at'>[] = [
    { code: 'draft', by: null, at: null },
    { code: 'submit', by: shown?.submittedBy ?? null, at: shown?.submittedAt ?? null },
    { code: 'approve', by: shown?.approvedBy ?? null, at: shown?.approvedAt ?? null },
    { code: 'publish', by: null, at: shown?.publishedAt ?? null },
  ];
  return steps.map((step, index) => ({
    ...step,
    isDone: index < done,
    isNext: index === done && stage !== 'CANCELLED',
  }));
}
