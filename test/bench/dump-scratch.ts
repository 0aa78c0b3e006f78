import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { openCity } from '../../server/src/city.js';
import { readConfig } from '../../server/src/platform/config.js';
import { canonicalJson, rows, systemCaller } from '../../server/src/platform/index.js';
import { keptSums } from '../../server/src/polls/fieldwork/rebuild-sums.js';
import { Poll } from '../../server/src/polls/poll.entity.js';
import { computeScored, loadPollInputs } from '../../server/src/polls/ranking/score-poll.js';
const caller = systemCaller('bench');
const [folder, out] = process.argv.slice(2);
const city = await openCity(readConfig({ MINSHENG_DATA: folder }));
const poll = await city.works.read(caller, (work) => work.tx.findOneByOrFail(Poll, { kind: 'REGULAR' as never }));
const inputs = await city.works.read(caller, (work) => loadPollInputs(work, poll.id));
const sums = await keptSums(city.works, caller, poll.number);
const found = await city.works.read(caller, (work) => rows<{ batch: number; position: number; record: Uint8Array }>(work, 'SELECT batch, position, record FROM response ORDER BY batch, position LIMIT 300'));
const all: Record<string, unknown> = {};
for (const [name, excluded] of [['none', []], ['some', found.map((r) => ({ ...r, record: Buffer.from(r.record), codes: ['SPEEDER'] }))]] as const)
  for (const plan of [inputs.plan, { ...inputs.plan, weighting: { ...inputs.plan.weighting, trim: { lower: 0.5, upper: 1.6 } } }, { ...inputs.plan, weighting: { ...inputs.plan.weighting, trim: null } }, { ...inputs.plan, onlineUse: 'SEPARATE' }, { ...inputs.plan, modes: ['WECHAT'] }]) {
    const key = `${name} ${JSON.stringify(plan.weighting.trim)} ${plan.onlineUse} ${plan.modes.join()}`;
    try {
      const t = process.cpuUsage();
      const made = computeScored({ ...inputs, plan: plan as never, excluded: excluded as never }, sums, 'v', true);
      const { user, system } = process.cpuUsage(t);
      console.log(key, (user + system) / 1e6);
      all[key] = { result: made.result, report: made.report, hashes: made.hashes, weights: createHash('sha256').update(made.weights).digest('hex'), respondents: made.respondents };
    } catch (error) { all[key] = String(error); console.log(key, String(error)); }
  }
writeFileSync(out as string, canonicalJson(all as never));
await city.close();
