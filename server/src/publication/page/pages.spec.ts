import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CityView, Language, QuestionnaireDesign, ReleaseDocument, ReleaseSummary } from '@minsheng/contracts';
import { planFixture, planSummaryFixture } from './fixture/plan-fixture.js';
import { blendedFixture, releaseFixture } from './fixture/release-fixture.js';
import {
  pageStyleSource,
  renderHomePage,
  renderMethodPage,
  renderNotFoundPage,
  renderPageScript,
  renderPlanPage,
  renderReleasePage,
  renderVerifyPage,
  type SiteState,
} from './index.js';

const languages: Language[] = ['zh-CN', 'en'];
const evil = '<img src=x onerror=alert(1)>"\'&</script><script>alert(2)</script>';
const files = [
  { path: 'rankings.csv', bytes: 4096, sha256: 'a1'.repeat(32) },
  { path: 'release.json', bytes: 20480, sha256: 'b2'.repeat(32) },
  { path: 'other.txt', bytes: 3, sha256: 'c3'.repeat(32) },
];
const signature = { keyId: '7f3a91c04be2d518', signedAt: '2026-10-24T08:40:00Z' };

const city: CityView = {
  mode: 'demo',
  scheme: 'demo',
  city: releaseFixture.city,
  now: '2026-10-26T00:00:00Z',
  nextReleaseAt: '2026-12-27T01:00:00Z',
  openPoll: null,
  latestRelease: null,
};
const summary: ReleaseSummary = {
  id: releaseFixture.id,
  scheme: 'demo',
  title: releaseFixture.poll.title,
  periodKey: '2026-B5',
  releasedAt: releaseFixture.releasedAt,
  isDemonstration: true,
  correctionOf: null,
  supersededBy: null,
  contentHash: 'd4'.repeat(32),
};

const releasePage = (language: Language, release: ReleaseDocument = releaseFixture) =>
  renderReleasePage(release, { language, files, signature, nextReleaseAt: city.nextReleaseAt });

const state = (language: Language, more: Partial<SiteState> = {}): SiteState => ({
  language,
  city,
  latest: releaseFixture,
  releases: [summary],
  plans: [planSummaryFixture],
  ...more,
});

const keys = [{ keyId: signature.keyId, publicKey: 'MCow', since: '2026-01-01T00:00:00Z', until: null }];
const pages: [string, (language: Language) => string][] = [
  ['release', (language) => releasePage(language)],
  ['home', (language) => renderHomePage(state(language))],
  ['home before the first release', (language) => renderHomePage(state(language, { latest: null, releases: [] }))],
  ['method', (language) => renderMethodPage(state(language))],
  ['verify', (language) => renderVerifyPage(state(language), keys)],
  [
    'verify before the first release',
    (language) => renderVerifyPage(state(language, { latest: null, releases: [] }), []),
  ],
  ['corrected, blended release', (language) => releasePage(language, blendedFixture)],
  [
    'preview',
    (language) => renderReleasePage(blendedFixture, { language, files: [], signature: null, watermark: '何清 <b>' }),
  ],
  ['plan', (language) => renderPlanPage(state(language), planFixture, planSummaryFixture, releaseFixture.id)],
  [
    'cancelled plan',
    (language) => renderPlanPage(state(language), planFixture, { ...planSummaryFixture, isCancelled: true }, null),
  ],
  ['not found', (language) => renderNotFoundPage(state(language))],
];
const all = pages.flatMap(([name, render]) => languages.map((language) => [name, language, render] as const));

const attributes = (page: string, name: string): string[] =>
  [...page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');

/** What stands in tags: scripts and styles left out. */
const markup = (page: string): string => page.replace(/<style>.*?<\/style>/s, '');

describe.each(all)('the %s page in %s', (_name, language, render) => {
  const page = render(language);
  const body = markup(page);

  it('names its language and has one heading, one main part, header, footer and navigation', () => {
    expect(page).toContain(`<html lang="${language === 'en' ? 'en' : 'zh-CN'}">`);
    for (const tag of ['h1', 'main', 'header', 'footer'])
      expect([tag, body.match(new RegExp(`<${tag}[ >]`, 'g'))?.length]).toEqual([tag, 1]);
    expect(body).toMatch(/<nav[^>]*aria-label/);
  });

  it('asks nothing from elsewhere, and its policy says so', () => {
    expect(body.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/(src|href|action)="(https?:)?\/\//);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page.replace(/data:image[^"]*/g, '')).not.toMatch(/@import|url\((?!#)/);
  });

  it('carries one style sheet, admitted by its hash, and no style or script inside a tag', () => {
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    expect(`'sha256-${createHash('sha256').update(style).digest('base64')}'`).toBe(pageStyleSource);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(body).not.toMatch(/\sstyle="/);
    expect(body).not.toMatch(/\son[a-z]+="/);
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  it('every id is there once, and every reference inside the page leads to one', () => {
    const ids = attributes(body, 'id');
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...attributes(body, 'aria-labelledby'), ...attributes(body, 'for')].flatMap((value) =>
      value.split(' '),
    );
    const linked = attributes(body, 'href')
      .filter((href) => href.startsWith('#'))
      .map((href) => href.slice(1));
    expect([...named, ...linked].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has no hole where a figure or a word should be', () => {
    expect(body).not.toMatch(/NaN|undefined|\[object|>null</);
  });

  it('every column of a table says what it holds', () => {
    for (const [head] of body.matchAll(/<thead.*?<\/thead>/gs))
      for (const [cell] of head.matchAll(/<th(?=[\s>])[^>]*>/g)) expect(cell).toContain('scope="col"');
  });

  it('links to itself in the other language', () => {
    expect(attributes(body, 'hreflang')).toContain(language === 'en' ? 'zh-CN' : 'en');
  });
});

describe('release page', () => {
  it.each(languages)('shows simulated data as simulated, and real data without the tag (%s)', (language) => {
    const tag = language === 'en' ? 'Simulated data' : '演示数据';
    expect(releasePage(language)).toContain(`class="demo">${tag}<`);
    expect(releasePage(language, { ...releaseFixture, isDemonstration: false })).not.toContain(tag);
  });

  it.each(languages)('the table holds every unit with the published two decimals (%s)', (language) => {
    const page = releasePage(language);
    const table = /<div class="by-table">(.*?)<p class="note">/s.exec(page)?.[1] ?? '';
    const text = table.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const unit of releaseFixture.groups.flatMap((group) => group.rows)) {
      const escaped = (language === 'en' ? unit.name.en : unit.name.zh).replace(/'/g, '&#39;');
      for (const said of [escaped, unit.score, `±${unit.halfWidth}`, `${unit.interval[0]}–${unit.interval[1]}`])
        expect(text).toContain(said);
    }
    const apart = releaseFixture.groups.flatMap((group) => group.unranked);
    for (const unit of apart) {
      expect(text).toContain(language === 'en' ? unit.name.en : unit.name.zh);
      expect(text).not.toContain(unit.score);
    }
  });

  it('a score never stands without its error, a unit never without its rank set', () => {
    const rows = [
      ...releasePage('zh-CN').matchAll(/<div class="row">(.*?)<div class="value">([\d.]+)<\/div>(.*?)<\/div>/gs),
    ];
    expect(rows.length).toBe(2 * releaseFixture.groups.flatMap((group) => group.rows).length);
    for (const [, before = '', , after = ''] of rows) {
      expect(before).toMatch(/第 \d+(–\d+)? 名/);
      expect(after).toMatch(/±\d/);
    }
  });

  it('the method box shows every field of the method', () => {
    const { method, poll, inputHashes } = releaseFixture;
    const text = releasePage('zh-CN').replace(/<[^>]*>/g, ' ');
    const said = [
      method.methodVersion,
      method.codeVersion,
      method.population.zh,
      ...method.scoreMap.map((level) => `${level.name.zh} ${level.score}`),
      ...method.notAnswers.map((answer) => answer.name.zh),
      method.design.description.zh,
      `${method.design.strata} 层`,
      `${method.design.samplingUnits} 个抽样单元`,
      `自由度 ${method.design.degreesOfFreedom}`,
      ...method.weighting.margins.flatMap((margin) => [margin.name.zh, ...margin.levels.map((level) => level.name.zh)]),
      `${method.weighting.cycles} 轮`,
      '3.1 × 10 −13',
      String(method.weighting.kishDesignEffect),
      `截了 ${method.weighting.trimmed} 份`,
      '0.2–5 倍',
      '12 &lt; 30',
      method.intervals.method.zh,
      '95%',
      method.rankSets.criticalValues.zh,
      '20,000 次',
      method.rankSets.seed,
      '评价人数 ≥ 100，有效样本 ≥ 60，抽样单元 ≥ 8，单个抽样单元不超过 25%，区间半宽不超过 7 分',
      ...method.limits.map((limit) => limit.zh),
      poll.source.zh,
      '2026 年 10 月 11–20 日',
      '2,462 份',
      ...Object.values(inputHashes),
    ];
    for (const each of said) expect(text).toContain(each);
  });

  it('the widest half-width is told in points of the release’s own scale', () => {
    const release = structuredClone(releaseFixture);
    release.method.scoreMap.forEach((level, index) => (level.score = 100 - 20 * index));
    expect(releasePage('zh-CN', release)).toContain('区间半宽不超过 5.6 分');
  });

  it('offers every file with its size and fingerprint', () => {
    const page = releasePage('zh-CN');
    for (const file of files) {
      expect(page).toContain(`href="./${file.path}"`);
      expect(page).toContain(`title="${file.sha256}"`);
    }
    for (const path of ['manifest.json', 'manifest.sig', 'index.html', 'en.html', 'page.js'])
      expect(attributes(page, 'href')).toContain(`./${path}`);
  });

  it('text from a survey cannot become markup', () => {
    const release = structuredClone(releaseFixture);
    const text = { zh: evil, en: evil };
    release.city = text;
    release.poll = { ...release.poll, title: text, source: text, modes: [{ code: evil, name: text, responses: 1 }] };
    for (const group of release.groups) {
      group.code = evil;
      group.name = text;
      for (const unit of [...group.rows, ...group.unranked]) {
        unit.name = text;
        for (const indicator of unit.indicators) indicator.name = text;
      }
    }
    release.method.limits = [text];
    release.method.population = text;
    release.method.codeVersion = evil;
    release.method.weighting.collapsed = [{ margin: evil, level: evil, into: evil, because: evil }];
    release.inputHashes = { answers: evil, codebook: evil, margins: evil };
    for (const language of languages) {
      const page = renderReleasePage(release, {
        language,
        files: [{ path: 'a"b.csv', bytes: 1, sha256: evil }],
        signature: { keyId: evil, signedAt: signature.signedAt },
        corrections: [{ version: text, at: release.releasedAt, content: text, effect: text, releaseId: evil }],
      });
      expect(page).not.toContain('<img');
      expect(page).not.toContain('alert(2)</script>');
      expect(page.match(/<script/g)).toHaveLength(1);
    }
  });

  it('a correction names the release it corrects, and earlier versions stay listed', () => {
    const page = renderReleasePage(
      { ...releaseFixture, correctionOf: '01OLD' },
      {
        language: 'zh-CN',
        files,
        signature,
        corrections: [
          {
            version: { zh: '第 4 期 1.1', en: '4, 1.1' },
            at: '2026-09-03T07:00:00Z',
            content: { zh: '得分由 74.6 更正为 74.9', en: '' },
            effect: { zh: '档次未变', en: '' },
            releaseId: '01OLD',
          },
        ],
      },
    );
    for (const said of ['更正了 01OLD', '得分由 74.6 更正为 74.9', '2026-09-03 15:00', 'href="/releases/01OLD/"'])
      expect(page).toContain(said);
  });

  it('a release in which nothing could be ranked or weighted is still a page', () => {
    const release = structuredClone(releaseFixture);
    for (const group of release.groups) {
      group.unranked.push(
        ...group.rows.map((unit) => ({
          ...unit,
          score: null,
          halfWidth: null,
          interval: null,
          effectiveRespondents: null,
          designEffect: null,
          because: ['no-sampling-variation' as const],
        })),
      );
      group.rows = [];
      group.bands = [];
    }
    release.method.weighting = { ...release.method.weighting, margins: [], trimBounds: null, collapsed: [] };
    release.poll.fieldwork = null;
    for (const language of languages) expect(releasePage(language, release)).not.toMatch(/NaN|undefined|>null</);
  });
});

describe('page of a corrected release with two modes', () => {
  const page = releasePage('zh-CN', blendedFixture);
  const text = page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

  it('names reason, old and new value of every number that changed, and leads to the old version', () => {
    const rows = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(page.slice(page.indexOf('id="corrected"')))?.[1] ?? '';
    const cells = [...rows.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell.trim()),
    );
    expect(cells).toEqual([
      ['民政局', '得分', '80.31', '80.58'],
      ['民政局', '名次区间', '3–6', '2–6'],
      ['退役军人事务局', '是否排名', '排名', '不排名'],
    ]);
    expect(text).toContain('录入时漏计一个点位');
    expect(attributes(page, 'href')).toContain('/releases/01K8DEMORELEASE00000000006/');
  });

  it('says how many answered each way and how the two were joined', () => {
    for (const said of ['面访 2,402 份，网上 6,180 份', '2.41 分', 'τ² 0.83', '1.12 分', '1.5 倍', '限幅 3 个单位'])
      expect(text).toContain(said);
  });

  it('shows beside each published score what interviews and online answers alone would say', () => {
    const table = page.slice(page.indexOf('id="modes"'), page.indexOf('id="method"'));
    const police =
      /交警支队.*?<\/tr>/s
        .exec(table)?.[0]
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ') ?? '';
    for (const said of ['81.7 ±1.2', '81.3 ±1.2', '83.8 ±0.9', '1,742', '3,484', '41.0%'])
      expect(police).toContain(said);
  });

  it('lists units with online answers only, without a score', () => {
    expect(text).toContain('只有网上答卷，不参与排名：气象局。');
    expect(text).not.toContain('83.2');
  });

  it('links the plan by its hash and names the seal', () => {
    expect(attributes(page, 'href')).toContain(`/plans/${blendedFixture.poll.id}/`);
    for (const hash of [blendedFixture.planHash, blendedFixture.sealHash]) expect(page).toContain(`title="${hash}"`);
  });
});

describe('preview', () => {
  const page = renderReleasePage(releaseFixture, {
    language: 'zh-CN',
    files: [],
    signature: null,
    watermark: '何清',
  });

  it('carries the reader’s name across the page, and offers nothing to take away', () => {
    expect(page).toContain('预览 · 何清 · 不得外传');
    expect(page).not.toMatch(/<script|id="downloads"|id="verify"/);
  });
});

describe('plan page', () => {
  const page = renderPlanPage(state('zh-CN'), planFixture, planSummaryFixture, null);
  const text = page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

  it('says who is asked what, when, where, how it is weighted and when a unit is ranked', () => {
    const { questionnaire, margins, sites, groups } = planFixture;
    const said = [
      ...questionnaire.items.map((item) => item.text.zh),
      ...questionnaire.levels.map((level) => `${level.name.zh} ${level.score}`),
      ...margins.flatMap((margin) => [margin.name.zh, ...margin.levels.map((level) => level.name.zh)]),
      ...sites.map((site) => site.name.zh),
      ...groups.flatMap((group) => [group.name.zh, ...group.units.map((unit) => unit.name.zh)]),
      '2026 年 12 月 11–20 日',
      '2026 年 12 月 27 日（周日）09:00',
      '812,000 人',
      '48.5%',
      '演示市统计年鉴，2025 年',
      '只问在“最近两个月，您对道路通行秩序满意吗？”里答 不满意、非常不满意 的人',
      '交警支队 70.0%，市场监管局 30.0%',
      '区间半宽不超过 5.6 分',
      '18–39 岁',
      '演示市统计局',
    ];
    for (const each of said) expect(text).toContain(each);
  });

  it('of a designed questionnaire says every question, its options, and in words who is asked it', () => {
    const both = (text: string) => ({ zh: text, en: text });
    const { title, marks, levels, missing } = planFixture.questionnaire;
    const document: QuestionnaireDesign = {
      format: 'minsheng-questionnaire/2',
      code: 'roads',
      version: 3,
      title,
      marks,
      missing,
      scales: [{ code: 'five', levels }],
      lists: [{ code: 'ways', choices: ['公交', '步行'].map((way) => ({ code: way, text: both(way) })) }],
      entries: [
        { type: 'note', code: 'hello', text: both('谢谢您') },
        { type: 'multiple', code: 'ways', text: both('怎么出行？'), list: 'ways', atMost: 2, required: true },
        {
          type: 'group',
          code: 'walk',
          relevant: `selected(\${ways}, '步行')`,
          entries: [
            {
              type: 'grid',
              code: 'paths',
              text: both('人行道怎么样？'),
              scale: 'five',
              rows: [{ code: 'width', text: both('宽窄') }],
            },
          ],
        },
        { type: 'text', code: 'why', text: both(evil), maxLength: 50, required: true, relevant: `\${width} = '1'` },
        { type: 'photo', code: 'shot', text: both('拍一张') },
      ],
    };
    const plan = { ...planFixture, design: { questionnaireId: 'Q', hash: 'h', document } };
    const designed = renderPlanPage(state('zh-CN'), plan, planSummaryFixture, null);
    const asked = designed.slice(designed.indexOf('id="questions"'), designed.indexOf('id="drawn"'));
    const lines = asked.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const each of ['共 4 题', '先读：谢谢您', '公交 / 步行', '最多选 2 项', '宽窄', '由访问员填写', '可不答'])
      expect(lines).toContain(each);
    expect(lines).toMatch(/人行道怎么样？ 宽窄 只在第 1 题[^ ]*“步行”[^ ]*时问/);
    expect(lines).toMatch(/不超过 50 字 只在.*第 2 题“宽窄”.*“非常不满意”.*时问/);
    expect(asked).not.toContain('<img');
  });

  it('shows every version with its whole hash', () => {
    for (const version of planSummaryFixture.versions) {
      expect(text).toContain(version.hash);
      expect(attributes(page, 'href')).toContain(version.address);
    }
    expect(text).toContain('勘误后的第 2 版');
  });

  it('text of a plan cannot become markup', () => {
    const plan = structuredClone(planFixture);
    const bad = { zh: evil, en: evil };
    plan.title = plan.purpose = plan.population = bad;
    plan.questionnaire.marks = { ...plan.questionnaire.marks, maker: bad, formNumber: evil };
    for (const item of plan.questionnaire.items) item.text = bad;
    for (const margin of plan.margins) margin.name = margin.source = bad;
    for (const site of plan.sites) site.name = bad;
    const drawn = renderPlanPage(
      state('zh-CN'),
      plan,
      { ...planSummaryFixture, isCancelled: true, publicNote: bad },
      evil,
    );
    expect(drawn).not.toContain('<img');
    expect(drawn.match(/<script/g)).toHaveLength(1);
  });
});

describe('front page', () => {
  it('leads citizens and staff to their doors and to every release', () => {
    const page = renderHomePage(state('zh-CN'));
    for (const href of ['/m/', '/console/', '/method/', '/verify/', `/releases/${releaseFixture.id}/`])
      expect(attributes(page, 'href')).toContain(href);
  });

  it('before the first release it tells when it comes', () => {
    const page = renderHomePage(state('zh-CN', { latest: null, releases: [] }));
    expect(page).toContain('这一期还没公布');
    expect(page).toContain('2026 年 12 月 27 日（周日）09:00');
  });
});

describe('page script', () => {
  it('is a module that a browser can read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'page-script-'));
    const file = join(folder, 'page.mjs');
    writeFileSync(file, renderPageScript());
    try {
      expect(() => execFileSync(process.execPath, ['--check', file], { stdio: 'pipe' })).not.toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('sets text, never markup', () => {
    expect(renderPageScript()).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });
});
