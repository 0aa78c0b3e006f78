import type { LocalisedText, SingleItem } from '@minsheng/contracts';
import { findUnits, groupsOf } from '../organisation/index.js';
import type { Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';

/** Code of the item, and of the margin, that asks where somebody lives. */
export const areaItem = 'area';
/** Option of those whom the poll does not ask: they live elsewhere, or are too young. */
const elsewhere = 'elsewhere';
const tooYoung = 'under-age';

interface Named {
  code: string;
  name: LocalisedText;
}

/** A ranking group with its units as they stand; `area`: the territorial unit's own code, null for a department. */
export interface RankedGroup extends Named {
  units: (Named & { area: string | null })[];
}

/** Ranking groups with their units as they stand now, and which of these are territorial. */
export async function rankedUnits(work: Work): Promise<{ groups: RankedGroup[]; territorial: Named[] }> {
  const found = await groupsOf(work, 'RANKING', work.now);
  const units = await findUnits(
    work,
    found.flatMap(({ unitIds }) => unitIds),
  );
  const groups = found.flatMap(({ code, name, unitIds }) => {
    const members = unitIds.flatMap((id) => {
      const unit = units.get(id);
      if (!unit || unit.validTo !== null) return [];
      return [
        {
          code: unit.code,
          name: { zh: unit.nameZh, en: unit.nameEn },
          area: unit.kind === 'TERRITORIAL' ? unit.code : null,
        },
      ];
    });
    return members.length === 0 ? [] : [{ code, name, units: members }];
  });
  const territorial = groups.flatMap((group) =>
    group.units.filter(({ area }) => area !== null).map(({ code, name }) => ({ code, name })),
  );
  return { groups, territorial };
}

/** Where the respondent lives: one option an area, and one that ends the interview. */
export function areaQuestion(areas: readonly Named[]): SingleItem {
  return {
    type: 'single',
    code: areaItem,
    text: { zh: '您平时住在哪里？', en: 'Where do you live?' },
    hint: { zh: '按居住地选，不按户籍', en: 'Where you live, not where you are registered' },
    isRequired: true,
    askIf: null,
    role: 'area',
    options: [
      ...areas.map(({ code, name }) => ({ code, text: name })),
      { code: elsewhere, text: { zh: '都不是', en: 'None of these' }, screensOut: true },
    ],
  };
}

/** One question for each weighting margin of the scheme; who is too young for the poll is told so at the age. */
export function marginQuestions({ poll }: SchemeConfig): SingleItem[] {
  return poll.margins.map((margin): SingleItem => {
    const isAge = margin.code === 'age';
    const name = { zh: margin.zh, en: margin.en };
    return {
      type: 'single',
      code: margin.code,
      text: { zh: `您的${name.zh}是？`, en: `Your ${name.en.toLowerCase()}?` },
      hint: null,
      isRequired: true,
      askIf: null,
      role: 'margin',
      options: [
        ...(isAge ? [tooYoungOption(poll.minimumAge)] : []),
        ...margin.levels.map(({ code, zh, en }) => ({ code, text: { zh, en } })),
      ],
    };
  });
}

/** The judged unit where the respondent works: nobody judges their own. */
export function staffQuestion(groups: readonly RankedGroup[]): SingleItem {
  return {
    type: 'single',
    code: 'staffOf',
    text: { zh: '您在下面哪个单位工作吗？', en: 'Do you work for one of these?' },
    hint: {
      zh: '本单位的题由别人评，您的其他回答照常计入',
      en: 'Others judge your own unit; your other answers count',
    },
    isRequired: true,
    askIf: null,
    role: 'staffOf',
    options: [
      { code: 'none', text: { zh: '都不是', en: 'None of these' } },
      ...groups.flatMap(({ units }) => units.map(({ code, name }) => ({ code, text: name }))),
    ],
  };
}

function tooYoungOption(minimumAge: number) {
  return {
    code: tooYoung,
    text: { zh: `不满 ${minimumAge} 岁`, en: `Under ${minimumAge}` },
    screensOut: true,
  };
}
