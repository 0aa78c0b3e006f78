import type { ReleaseDraftView, ReleaseDocument, ReleaseSummary } from '@minsheng/contracts';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { type ReleaseCity, startReleaseCity } from '../support/release-city.js';
import type { Answer } from '../world/checked-answers.js';

/** Signing renders and squeezes a release: seconds, and on a busy machine many. */
jest.setTimeout(180_000);

let world: ReleaseCity;
beforeAll(async () => {
  world = await startReleaseCity();
});
afterAll(() => world.stop());

const outcome = (answer: Answer): [number, string] => {
  const { code, state } = answer.json<{ code?: string; state?: string }>();
  return [answer.statusCode, code ?? state ?? ''];
};
const of = async (answer: Promise<Answer>): Promise<[number, string]> => outcome(await answer);
const view = async (id: string): Promise<ReleaseDraftView> =>
  (await world.ask('luyao', 'GET', `/api/releases/${id}`)).json<ReleaseDraftView>();
const assemble = (pollId: string, name = 'luyao'): Promise<Answer> =>
  world.ask(name, 'POST', '/api/releases', { pollId });
const schedule = (id: string): Promise<Answer> => world.ask('luyao', 'POST', `/api/releases/${id}/schedule`);
const recall = (name: string, id: string): Promise<Answer> =>
  world.ask(name, 'POST', `/api/releases/${id}/recall`, { reason: '发现附表有误' });
const reason = { zh: '漏计一个点位，已补上重算。', en: 'One site was left out; it is counted now.' };
const correct = (name: string, id: string): Promise<Answer> =>
  world.ask(name, 'POST', `/api/releases/${id}/correct`, { reason });

describe('a release from assembling to its schedule (SM-6)', () => {
  let pollId: string;
  let id: string;

  it('is not assembled of a poll that is not sealed', async () => {
    pollId = await world.sealedPoll();
    const set = (stage: string) =>
      world.city.works.write(systemCaller('spec'), (work) =>
        rows(work, 'UPDATE poll SET stage = $1 WHERE id = $2', [stage, pollId]),
      );
    await set('SCORED');
    expect(await of(assemble(pollId))).toEqual([409, 'publication.not-sealed']);
    await set('SEALED');
  });

  it('is assembled by the command office and by nobody else', async () => {
    for (const name of ['lintao', 'zhoumin', 'chenggu', 'admin', 'auditor'])
      expect(await of(assemble(pollId, name))).toEqual([403, 'platform.not-permitted']);
    const assembled = await assemble(pollId);
    expect(outcome(assembled)).toEqual([201, 'ASSEMBLED']);
    id = assembled.json<ReleaseDraftView>().id;
  });

  it('is assembled once of a ranking', async () => {
    expect(await of(assemble(pollId))).toEqual([409, 'publication.already-assembled']);
  });

  it('leaves out no unit: a ranking that does is not assembled (BR-08)', async () => {
    const other = await world.sealedPoll();
    await world.city.works.write(systemCaller('spec'), async (work) => {
      const [ranking] = await rows<{ id: string; result: string }>(
        work,
        'SELECT id, result FROM poll_ranking WHERE poll_id = $1',
        [other],
      );
      const result = JSON.parse(ranking!.result) as { groups: { rows: unknown[] }[] };
      result.groups[0]!.rows.pop();
      await rows(work, `UPDATE poll SET stage = 'SCORED' WHERE id = $1`, [other]);
      const copy = await rows(
        work,
        `INSERT INTO poll_ranking (id, poll_id, weight_set_id, made_at, inputs, result, input_hash)
         SELECT '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', poll_id, weight_set_id, made_at, inputs, $1, input_hash
         FROM poll_ranking WHERE id = $2 RETURNING id`,
        [JSON.stringify(result), ranking!.id],
      );
      expect(copy).toHaveLength(1);
      await rows(
        work,
        `INSERT INTO poll_seal (ranking_id, poll_id, document, hash, sealed_by, sealed_at)
         SELECT '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', poll_id, document, hash, sealed_by, '2027-01-01T00:00:00.000Z'
         FROM poll_seal WHERE ranking_id = $1`,
        [ranking!.id],
      );
      await rows(work, `UPDATE poll SET stage = 'SEALED' WHERE id = $1`, [other]);
    });
    expect(await of(assemble(other))).toEqual([409, 'publication.units-missing']);
  });

  it('is not scheduled or recalled before it is signed', async () => {
    expect(await of(schedule(id))).toEqual([409, 'publication.wrong-state']);
    expect(await of(recall('lintao', id))).toEqual([409, 'publication.wrong-state']);
    expect(await of(correct('lintao', id))).toEqual([409, 'publication.wrong-state']);
  });

  it('is signed by the two roles only', async () => {
    for (const name of ['zhoumin', 'luyao', 'chenggu', 'auditor'])
      expect(await of(world.sign(name, id))).toEqual([403, 'platform.not-permitted']);
  });

  it('is not signed without the second factor', async () => {
    expect(await of(world.ask('lintao', 'POST', `/api/releases/${id}/sign`, {}))).toEqual([
      400,
      'platform.invalid-body',
    ]);
    expect(await of(world.ask('lintao', 'POST', `/api/releases/${id}/sign`, { totp: '000000' }))).toEqual([
      403,
      'identity.second-factor-refused',
    ]);
    expect((await view(id)).signatures.map(({ person }) => person)).toEqual([null, null]);
  });

  it('is not signed by the same person twice', async () => {
    expect(await of(world.sign('lintao', id))).toEqual([200, 'ASSEMBLED']);
    expect(await of(world.sign('lintao', id))).toEqual([403, 'publication.same-person']);
  });

  it('is not signed by one person in both roles', async () => {
    const { works } = world.city;
    await works.write(systemCaller('spec'), (work) =>
      rows(
        work,
        `INSERT INTO role_grant (id, person_id, role, unit_id, valid_from, valid_to)
         SELECT '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', g.person_id, 'OFFICE_DIRECTOR', g.unit_id, g.valid_from, NULL
         FROM role_grant g JOIN person p ON p.id = g.person_id WHERE p.name = 'lintao'`,
      ),
    );
    expect(await of(world.sign('lintao', id))).toEqual([403, 'publication.same-person']);
    await works.write(systemCaller('spec'), (work) =>
      rows(work, `DELETE FROM role_grant WHERE id = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'`),
    );
  });

  it('is fixed by the second signature: content hash and instant, by two persons', async () => {
    expect(await of(world.sign('heqing', id))).toEqual([200, 'SIGNED']);
    const signed = await view(id);
    expect(signed.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(signed.releaseAt).toBe('2026-12-27T01:00:00.000Z');
    expect(signed.signatures.map(({ role, person }) => [role, person])).toEqual([
      ['STAT_REVIEWER', '林涛'],
      ['OFFICE_DIRECTOR', '何清'],
    ]);
  });

  it('is not signed again once it is signed', async () => {
    expect(await of(world.sign('heqing', id))).toEqual([409, 'publication.wrong-state']);
  });

  it('the database refuses a second signature of one person, and a change of what was signed', async () => {
    const refused = (sql: string) =>
      expect(world.city.works.write(systemCaller('spec'), (work) => rows(work, sql, [id]))).rejects.toThrow();
    await refused(`UPDATE release_signature SET role = 'OFFICE_DIRECTOR' WHERE release_id = $1`);
    await refused(
      `INSERT INTO release_signature SELECT release_id, edition + 0, 'OFFICE_DIRECTOR', person, signed_at
       FROM release_signature WHERE release_id = $1 AND role = 'STAT_REVIEWER'`,
    );
    await refused(`UPDATE release SET content_hash = key_id WHERE id = $1`);
    await refused(`DELETE FROM release_file WHERE release_id = $1`);
    await refused(`DELETE FROM release_draft WHERE id = $1`);
  });

  it('is not scheduled by those who sign for statistics, nor at another instant than the calendar’s', async () => {
    expect(await of(world.ask('lintao', 'POST', `/api/releases/${id}/schedule`))).toEqual([
      403,
      'platform.not-permitted',
    ]);
    const { works } = world.city;
    // An override that was published after the signatures moves the calendar's instant to the day after.
    await works.write(systemCaller('spec'), (work) =>
      rows(
        work,
        `INSERT INTO calendar_override (id, scheme_id, rule_code, period_key, old_start, old_end, new_start, new_end, reason,
           public_note, state, proposed_by, proposed_at, decided_by, decided_at)
         SELECT '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', id, 'release', '2026-B6', '2026-12-27T01:00:00.000Z',
           '2026-12-27T01:00:00.000Z', '2026-12-28T01:00:00.000Z', NULL, '改期', '{"zh":"改期","en":"Moved"}', 'PUBLISHED',
           'a', '2026-12-26T02:00:00.000Z', 'b', '2026-12-26T02:00:00.000Z' FROM scheme`,
      ),
    );
    expect(await of(schedule(id))).toEqual([409, 'publication.wrong-instant']);
    await works.write(systemCaller('spec'), (work) => rows(work, `UPDATE calendar_override SET state = 'REPLACED'`));
  });

  it('waits for its instant once it is scheduled', async () => {
    expect(await of(schedule(id))).toEqual([200, 'EMBARGOED']);
    expect(await of(schedule(id))).toEqual([409, 'publication.wrong-state']);
  });

  it('is not recalled by one signer alone, nor by somebody who did not sign', async () => {
    for (const name of ['luyao', 'zhoumin']) expect((await recall(name, id)).statusCode).toBe(403);
    expect(await of(recall('lintao', id))).toEqual([200, 'EMBARGOED']);
    expect((await view(id)).recall).toEqual({ askedBy: '林涛', reason: '发现附表有误' });
    expect(await of(recall('lintao', id))).toEqual([409, 'publication.other-signer-decides']);
    expect((await view(id)).state).toBe('EMBARGOED');
  });

  it('is recalled when the other signer grants it: assembled again, nothing signed, nothing kept for readers', async () => {
    expect(await of(recall('heqing', id))).toEqual([200, 'ASSEMBLED']);
    const recalled = await view(id);
    expect([recalled.contentHash, recalled.recall, recalled.signatures.map(({ person }) => person)]).toEqual([
      null,
      null,
      [null, null],
    ]);
  });

  it('signed anew it is another edition; what was recalled is never served', async () => {
    world.clock.set('2026-12-26T03:00:00.000Z');
    expect(await of(world.sign('heqing', id))).toEqual([200, 'ASSEMBLED']);
    expect(await of(world.sign('lintao', id))).toEqual([200, 'SIGNED']);
    expect(await of(schedule(id))).toEqual([200, 'EMBARGOED']);
    const { contentHash } = await view(id);
    world.clock.set('2026-12-27T01:00:00.000Z');
    const [released] = await until(async () =>
      (await json<ReleaseSummary[]>('/v1/releases')).filter((one) => one.id === id),
    );
    expect(released?.contentHash).toBe(contentHash);
    const manifest = await json<{ signedAt: string }>(`/releases/${id}/manifest.json`);
    expect(manifest.signedAt).toBe('2026-12-26T03:00:00.000Z');
  });

  it('is not recalled any more once it is out, and the database lets nobody take it back', async () => {
    expect(await of(recall('lintao', id))).toEqual([409, 'publication.wrong-state']);
    // The instant alone makes it RELEASED; the row follows with the next turn of the release clock.
    await until(() =>
      world.city.works.read(systemCaller('spec'), (work) =>
        rows(work, `SELECT id FROM release_draft WHERE id = $1 AND state = 'RELEASED'`, [id]),
      ),
    );
    await expect(
      world.city.works.write(systemCaller('spec'), (work) =>
        rows(
          work,
          `UPDATE release_draft SET state = 'ASSEMBLED', content_hash = NULL, release_at = NULL WHERE id = $1`,
          [id],
        ),
      ),
    ).rejects.toThrow('what is released stays released');
  });

  it('is not corrected by one signer alone, nor without a reason for the public', async () => {
    expect(
      await of(world.ask('lintao', 'POST', `/api/releases/${id}/correct`, { reason: { zh: '', en: '' } })),
    ).toEqual([400, 'platform.invalid-body']);
    expect(await of(world.ask('lintao', 'POST', `/api/releases/${id}/correct`, {}))).toEqual([
      400,
      'platform.invalid-body',
    ]);
    expect(await of(correct('luyao', id))).toEqual([403, 'platform.not-permitted']);
    expect(await of(correct('heqing', id))).toEqual([200, 'RELEASED']);
    expect(await of(correct('heqing', id))).toEqual([409, 'publication.other-signer-decides']);
    expect(await of(assemble(pollId))).toEqual([409, 'publication.already-assembled']);
  });

  it('the other signer’s grant stands in the ledger once, with poll, release and reason', async () => {
    expect(await of(correct('lintao', id))).toEqual([200, 'RELEASED']);
    expect(await of(correct('heqing', id))).toEqual([409, 'publication.correction-granted']);
    const granted = (await world.ledger()).filter(({ action }) => action === 'publication.correction-granted');
    expect(granted.map(({ payload }) => payload)).toEqual([{ pollId, releaseId: id, reason }]);
  });

  it('a correction that changes nothing is refused', async () => {
    await world.sealAgain(pollId, 0);
    expect(await of(assemble(pollId))).toEqual([409, 'publication.nothing-to-correct']);
  });

  it('sealed again with other figures it becomes a new release that lists old and new values (BR-06)', async () => {
    const before = await json<ReleaseDocument>(`/v1/releases/${id}`);
    await world.sealAgain(pollId, 1);
    const correcting = await world.embargoed(pollId);
    expect(correcting).toMatchObject({
      correctionOf: id,
      correctionReason: reason,
      releaseAt: '2026-12-28T01:00:00.000Z',
    });
    world.clock.set('2026-12-28T01:00:00.000Z');
    const document = await until(async () => {
      const answer = await world.raw(`/v1/releases/${correcting.id}`);
      return answer.status === 200 ? [JSON.parse(answer.body) as ReleaseDocument] : [];
    });
    const first = before.groups[0]!.rows[0]!;
    expect(document[0]?.correction).toEqual({
      reason,
      changes: [
        {
          group: before.groups[0]!.code,
          unitId: first.unitId,
          name: first.name,
          field: 'score',
          before: first.score,
          after: (Number(first.score) + 1).toFixed(2),
        },
      ],
    });
    // M-29: the old id stays readable and says what came after it.
    expect(await json<ReleaseDocument>(`/v1/releases/${id}`)).toEqual(before);
    expect(await json(`/releases/${id}/status.json`)).toEqual({ supersededBy: correcting.id, withdrawnAt: null });
    const feed = await json<{ items: { id: string; tags: string[]; content_html: string }[] }>('/v1/feed.json');
    expect(feed.items[0]).toMatchObject({ id: `urn:minsheng:release:${correcting.id}`, tags: ['correction'] });
    expect(feed.items[0]?.content_html).toContain(`得分由 ${first.score} 更正为`);
    expect(await of(correct('lintao', id))).toEqual([409, 'publication.superseded']);
  });

  it('nothing is assembled of a released poll without a grant', async () => {
    await world.sealAgain(pollId, 2);
    expect(await of(assemble(pollId))).toEqual([409, 'publication.not-granted']);
  });
});

describe('the last seconds', () => {
  it('a release is recalled no later than ten seconds before its instant', async () => {
    const late = await world.sealedPoll({ periodKey: '2027-B1' });
    const { id, releaseAt } = await world.embargoed(late);
    const instant = Date.parse(releaseAt as string);
    world.clock.set(new Date(instant - 9_999));
    expect(await of(recall('lintao', id))).toEqual([409, 'publication.too-late-to-recall']);
    world.clock.set(new Date(instant));
    await until(async () => ((await view(id)).state === 'RELEASED' ? [1] : []));
  });

  it('a release that missed its instant is not scheduled for it, and signed anew goes out at the next release hour', async () => {
    const missed = await world.sealedPoll({ periodKey: '2027-B2' });
    const { id } = (await assemble(missed)).json<ReleaseDraftView>();
    await world.sign('lintao', id);
    await world.sign('heqing', id);
    const { releaseAt } = await view(id);
    world.clock.set(new Date(Date.parse(releaseAt as string) + 1));
    expect(await of(schedule(id))).toEqual([409, 'publication.wrong-instant']);
    for (const name of ['lintao', 'heqing']) await recall(name, id);
    for (const name of ['lintao', 'heqing']) await world.sign(name, id);
    expect((await view(id)).releaseAt).toBe(new Date(Date.parse(releaseAt as string) + 86_400_000).toISOString());
  });
});

describe('a survey that was brought in', () => {
  it('can be assembled when it is ranked, and is signed and scheduled like any other', async () => {
    const { surveyId } = world;
    expect(await world.embargoed(surveyId)).toMatchObject({ state: 'EMBARGOED', correctionOf: null });
  });
});

describe('GET /api/releases', () => {
  it('tells those who make releases, never a score', async () => {
    for (const name of ['luyao', 'heqing', 'lintao', 'zhoumin', 'auditor']) {
      const answer = await world.ask(name, 'GET', '/api/releases');
      expect([name, answer.statusCode]).toEqual([name, 200]);
      expect(answer.body).not.toMatch(/"score"|"halfWidth"|"rank"/);
    }
    expect(await of(world.ask('chenggu', 'GET', '/api/releases'))).toEqual([403, 'platform.not-permitted']);
  });
});

describe('GET /api/releases/{id}/preview', () => {
  it('is for those who may read scores before the instant, with their name across it, and stands in the ledger', async () => {
    const pollId = await world.sealedPoll({ periodKey: '2027-B3' });
    const { id } = (await assemble(pollId)).json<ReleaseDraftView>();
    const page = await world.ask('heqing', 'GET', `/api/releases/${id}/preview`);
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(page.body).toContain('预览 · 何清 · 不得外传');
    expect(page.body).toContain('交通警察支队');
    for (const name of ['luyao', 'chenggu', 'admin'])
      expect(await of(world.ask(name, 'GET', `/api/releases/${id}/preview`))).toEqual([403, 'platform.not-permitted']);
    expect((await world.ledger()).at(-1)).toMatchObject({ action: 'publication.previewed', subject: `release:${id}` });
  });
});

async function json<Body>(url: string): Promise<Body> {
  return JSON.parse((await world.raw(url)).body) as Body;
}

/** Waits for what the release clock does by itself. */
async function until<Item>(look: () => Promise<Item[]>): Promise<Item[]> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await look();
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come');
}
