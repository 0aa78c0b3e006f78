// Makes the simulated survey of the invented demonstration city: `node server/demo/make-demo.mjs`. Deterministic: the same
// files every time. Nothing in it was measured anywhere; every surface labels it 演示数据.
import { writeFileSync } from 'node:fs';

const random = mulberry32(20261025);
function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const pick = (weights) => {
  let u = random() * weights.reduce((a, b) => a + b, 0);
  for (let i = 0; i < weights.length; i++) if ((u -= weights[i]) < 0) return i;
  return weights.length - 1;
};

const districts = [
  { id: 'A1', zh: '澜东区', en: 'Landong District', share: 0.31, level: 0.16 },
  { id: 'A2', zh: '澜西区', en: 'Lanxi District', share: 0.27, level: 0.04 },
  { id: 'A3', zh: '青石区', en: 'Qingshi District', share: 0.24, level: -0.02 },
  { id: 'A4', zh: '北塘区', en: 'Beitang District', share: 0.18, level: -0.1 },
];
const groups = [
  { id: 'ENFORCEMENT', name: { zh: '执法监管类', en: 'Enforcement and supervision' } },
  { id: 'SERVICES', name: { zh: '民生服务类', en: 'Public services' } },
  { id: 'DISTRICTS', name: { zh: '辖区', en: 'Districts' } },
];
const departments = [
  ['U01', 'ENFORCEMENT', '交通警察支队', 'Traffic Police', 0.5, 0.06],
  ['U02', 'ENFORCEMENT', '市场监督管理局', 'Market Supervision', 0.42, 0.13],
  ['U03', 'ENFORCEMENT', '应急管理局', 'Emergency Management', 0.22, 0.44],
  ['U04', 'ENFORCEMENT', '城市管理局', 'Urban Management', 0.17, 0.04],
  ['U05', 'ENFORCEMENT', '自然资源局', 'Natural Resources', 0.14, 0.41],
  ['U06', 'ENFORCEMENT', '生态环境局', 'Ecology and Environment', -0.12, 0.18],
  ['U07', 'SERVICES', '教育局', 'Education', 0.66, 0.16],
  ['U08', 'SERVICES', '医疗保障局', 'Healthcare Security', 0.6, 0.11],
  ['U09', 'SERVICES', '人力资源和社会保障局', 'Human Resources', 0.42, 0.21],
  ['U10', 'SERVICES', '民政局', 'Civil Affairs', 0.38, 0.43],
  ['U11', 'SERVICES', '文化广电和旅游局', 'Culture and Tourism', 0.35, 0.09],
  ['U12', 'SERVICES', '卫生健康委员会', 'Health Commission', 0.3, 0.05],
  ['U13', 'SERVICES', '交通运输局', 'Transport', 0.1, 0.08],
  ['U14', 'SERVICES', '住房和城乡建设局', 'Housing and Construction', -0.3, 0.15],
];
const aspects = [
  ['work', '工作成效', 'results', 0.5],
  ['service', '服务态度', 'attitude', 0.3],
  ['open', '公开透明', 'openness', 0.2],
];
const districtItems = [
  ['D1', '街巷环境', 'streets and lanes', 0.3],
  ['D2', '集贸市场', 'markets', 0.2],
  ['D3', '公园游园', 'parks', 0.2],
  ['D4', '社区服务', 'community services', 0.3],
];
const ages = [
  ['1', '18–24 岁', '18–24', 0.12],
  ['2', '25–34 岁', '25–34', 0.2],
  ['3', '35–44 岁', '35–44', 0.19],
  ['4', '45–54 岁', '45–54', 0.19],
  ['5', '55–64 岁', '55–64', 0.15],
  ['6', '65 岁及以上', '65 and over', 0.15],
];
const sexes = [
  ['1', '男', 'male', 0.505],
  ['2', '女', 'female', 0.495],
];
const siteKinds = [
  ['street', '街头', 'street', 0.4],
  ['park', '游园', 'park', 0.3],
  ['community', '社区', 'community', 0.3],
];

const questions = {};
const units = [];
for (const [id, group, zh, en] of departments) {
  for (const [aspect, aspectZh, aspectEn] of aspects)
    questions[`${id}_${aspect}`] = { zh: `${zh}：${aspectZh}`, en: `${en}: ${aspectEn}` };
  units.push({
    id,
    name: { zh, en },
    group,
    indicators: aspects.map(([aspect, , , share]) => ({ code: `${id}_${aspect}`, share })),
  });
}
for (const [code, zh, en] of districtItems) questions[code] = { zh: `本区：${zh}`, en: `own district: ${en}` };
for (const district of districts) {
  units.push({
    id: district.id,
    name: { zh: district.zh, en: district.en },
    group: 'DISTRICTS',
    domain: { column: 'district', level: district.id },
    indicators: districtItems.map(([code, , , share]) => ({ code, share })),
  });
}

// The panel that happened to be met: more women, more of the old than the population has, so that weighting has work to do.
const ageMet = [0.09, 0.16, 0.17, 0.2, 0.19, 0.19];
const columns = ['id', 'mode', 'district', 'site', 'site_kind', 'base_weight', 'sex', 'age', ...Object.keys(questions)];
const lines = [columns.join(',')];
let number = 0;
const interviewed = { A1: 690, A2: 640, A3: 600, A4: 540 };
for (const district of districts) {
  const sites = Array.from({ length: 12 }, (_, i) => ({
    id: `${district.id}-S${String(i + 1).padStart(2, '0')}`,
    kind: siteKinds[i % 12 < 5 ? 0 : i % 12 < 8 ? 1 : 2][0],
    effect: 0.2 * normal(),
    share: 0.6 + random() * 0.8,
  }));
  const total = sites.reduce((sum, site) => sum + site.share, 0);
  for (const site of sites) {
    const n = Math.round((interviewed[district.id] * site.share) / total);
    for (let i = 0; i < n; i++) {
      number += 1;
      const sex = pick([0.46, 0.54]);
      const age = pick(ageMet);
      const mood = site.effect + 0.45 * normal() + 0.06 * (age - 2.5) + (sex === 1 ? 0.03 : -0.03);
      const answers = [];
      for (const [, , , , level, unknown] of departments) {
        const knows = random() >= unknown;
        const opinion = mood + level + 0.5 * normal();
        for (let k = 0; k < aspects.length; k++)
          answers.push(knows ? rate(opinion + [0.02, 0.08, -0.1][k] + 0.55 * normal()) : random() < 0.93 ? '9' : '');
      }
      const own = mood + district.level + 0.35 + 0.5 * normal();
      for (let k = 0; k < districtItems.length; k++)
        answers.push(random() < 0.02 ? '9' : rate(own + [0.05, -0.15, 0.15, 0][k] + 0.55 * normal()));
      const blank = random();
      lines.push(
        [
          number,
          'interview',
          district.id,
          site.id,
          site.kind,
          ((district.share * 1000) / interviewed[district.id]).toFixed(6),
          blank < 0.004 ? '' : sexes[sex][0],
          blank > 0.992 ? '' : ages[age][0],
          ...answers,
        ].join(','),
      );
    }
  }
}
function rate(value) {
  if (value > 0.62) return '5';
  if (value > -0.45) return '4';
  if (value > -1.25) return '3';
  if (value > -1.95) return '2';
  return '1';
}

const labels = (rows) => Object.fromEntries(rows.map(([code, zh, en]) => [code, { zh, en }]));
const codebook = {
  title: { zh: '青岚市 2026 年第 5 期民意测评（9–10 月）', en: 'Qinglan City, poll 5 of 2026 (September–October)' },
  source: {
    zh: '演示数据：由程序模拟产生，青岚市及其各单位均为虚构',
    en: 'Demonstration data: simulated by a program; Qinglan City and its units are invented',
  },
  population: {
    zh: '青岚市（虚构）18 岁及以上、居住满半年的居民',
    en: 'Residents of Qinglan City (invented) aged 18 and over, living there for half a year',
  },
  period: '2026-B5',
  fieldwork: { from: '2026-10-11', to: '2026-10-20' },
  demonstration: true,
  scale: {
    5: { zh: '非常满意', en: 'very satisfied' },
    4: { zh: '满意', en: 'satisfied' },
    3: { zh: '一般', en: 'neutral' },
    2: { zh: '不满意', en: 'dissatisfied' },
    1: { zh: '非常不满意', en: 'very dissatisfied' },
    9: { zh: '不了解', en: "don't know" },
  },
  columns: {
    mode: { interview: { zh: '访问员面访', en: 'interviewer' } },
    district: labels(districts.map((d) => [d.id, d.zh, d.en])),
    sex: labels(sexes),
    age: labels(ages),
    site: { zh: '访问点', en: 'site' },
    site_kind: labels(siteKinds),
    base_weight: { zh: '基础权数', en: 'base weight' },
  },
  ordinal: ['age'],
  questions,
  groups,
  units,
  design: { stratum: 'district', psu: 'site', weight: 'base_weight', mode: 'mode' },
};
const margins = {
  note: { zh: '演示用的虚构人口结构', en: 'Invented population shares for the demonstration' },
  population: 1240000,
  margins: {
    district: Object.fromEntries(districts.map((d) => [d.id, d.share])),
    sex: Object.fromEntries(sexes.map(([code, , , share]) => [code, share])),
    age: Object.fromEntries(ages.map(([code, , , share]) => [code, share])),
  },
};
const here = new URL('.', import.meta.url);
writeFileSync(new URL('answers.csv', here), lines.join('\n') + '\n');
writeFileSync(new URL('codebook.json', here), JSON.stringify(codebook, null, 1) + '\n');
writeFileSync(new URL('margins.json', here), JSON.stringify(margins, null, 1) + '\n');
process.stdout.write(`${number} simulated respondents\n`);
