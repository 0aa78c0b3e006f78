import type { AnswerCheck, DesignEntry, DesignItem, LocalisedText, MissingCode } from '@minsheng/contracts';
import { Button, Checkbox, Input, Select, Tooltip } from 'antd';
import { CircleCheck, Plus, SlidersHorizontal, Unlink2, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { ofField } from './card-diagnostics.js';
import { levelChanged, listOf, scaleOf, toggled, usersOf } from './choices.js';
import { rangeExpression, rangeOf } from './condition.js';
import { ConditionEditor } from './condition-editor.js';
import { useDesigner } from './designer-context.js';
import { codesOf, freeCode, freeName, mayBeCalled, renamed, replaced, spliced } from './entries.js';
import { ListEditor, OptionsEditor } from './options-editor.js';
import { ScaleGlyph } from './scale-glyph.js';
import { continuationOf } from './series.js';
import { ShortWords, Words } from './words.js';

const nothing: LocalisedText = { zh: '', en: '' };

type Answered = Extract<DesignItem, { required?: unknown }>;
const isAnswered = (entry: DesignEntry): entry is Answered =>
  !['group', 'note', 'calculated', 'hidden'].includes(entry.type);

/** Everything about one entry, in the order in which somebody thinks of it. */
export function ItemEditor({ entry }: { entry: DesignEntry }) {
  const { say } = useMessages();
  const { design, isReadOnly, set, diagnostics } = useDesigner();
  const [isWide, setWide] = useState(() => hasRareFields(entry));
  const own = diagnostics.cards.get(entry.code);
  const isUnseen = entry.type === 'calculated' || entry.type === 'hidden';
  const row = (label: string, content: ReactNode) => (
    <div className="row">
      <dt>{label}</dt>
      <dd>{content}</dd>
    </div>
  );
  return (
    <div className="item-editor">
      <Words
        className="question"
        label={
          entry.type === 'group'
            ? say('design.group-heading')
            : isUnseen
              ? say('design.note-to-self')
              : say('design.wording')
        }
        value={entry.text ?? nothing}
        isReadOnly={isReadOnly}
        hasFocus={!isReadOnly && (entry.text?.zh ?? '') === ''}
        onChange={(value, language) => {
          const isEmpty = value.zh === '' && value.en === '' && entry.type === 'group';
          set(entry, { text: isEmpty ? undefined : value } as Partial<DesignEntry>, `text.${language}`);
        }}
      />
      {entry.type !== 'group' && !isUnseen && <Optional entry={entry} field="hint" label={say('design.hint')} />}
      <Body entry={entry} />
      <dl className="rows">
        {row(
          say('design.logic'),
          <ConditionEditor
            key={entry.code}
            of={entry.code}
            value={entry.relevant}
            diagnostic={ofField(own, entry.code, 'relevant')}
            onChange={(relevant, isTyped) =>
              set(entry, { relevant } as Partial<DesignEntry>, isTyped ? 'relevant' : undefined)
            }
          />,
        )}
        {isAnswered(entry) && entry.type !== 'consent' && row(say('design.required'), <Required entry={entry} />)}
        {'offers' in entry || ['satisfaction', 'single', 'multiple', 'grid'].includes(entry.type)
          ? row(say('design.missing-codes'), <Offers entry={entry as Offering} />)
          : null}
        {entry.type === 'satisfaction' && row(say('design.series'), <SeriesLine item={entry} />)}
        {entry.type === 'satisfaction' && row(say('design.subject'), <Subject item={entry} />)}
        {(entry.type === 'single' || entry.type === 'region') && row(say('design.roles'), <Roles item={entry} />)}
        {(entry.type === 'integer' || entry.type === 'decimal') &&
          row(say('design.range'), <RangeFields item={entry} />)}
        {isWide && <RareRows entry={entry} row={row} />}
      </dl>
      {!isWide && (
        <Button
          className="more-rows"
          size="small"
          type="link"
          icon={<SlidersHorizontal size={14} />}
          onClick={() => setWide(true)}
        >
          {say('design.more-settings')}
        </Button>
      )}
      {design.entries.length > 0 && isWide && entry.type !== 'group' && <ItemCode entry={entry} />}
    </div>
  );
}

function hasRareFields(entry: DesignEntry): boolean {
  return [
    'guidance',
    'warning',
    'isShuffled',
    'isAnchored',
    'isInterviewerOnly',
    'sensitivity',
    'initial',
    'choiceFilter',
    'appearance',
  ].some((field) => field in entry && !['photo', 'location', 'site', 'shift'].includes(entry.type));
}

/** A text that an item may have: added by a click, taken away by emptying it. */
function Optional({ entry, field, label }: { entry: DesignItem; field: 'hint' | 'guidance'; label: string }) {
  const { isReadOnly, set } = useDesigner();
  const value = entry[field];
  const [isFresh, setFresh] = useState(false);
  if (value === undefined) {
    return isReadOnly ? null : (
      <Button
        className="add-line"
        size="small"
        type="link"
        icon={<Plus size={13} />}
        onClick={() => {
          setFresh(true);
          set(entry, { [field]: nothing } as Partial<DesignItem>);
        }}
      >
        {label}
      </Button>
    );
  }
  return (
    <Words
      className="hint-words"
      label={label}
      value={value}
      hasFocus={isFresh}
      isReadOnly={isReadOnly}
      onChange={(next, language) =>
        set(
          entry,
          { [field]: next.zh === '' && next.en === '' ? undefined : next } as Partial<DesignItem>,
          `${field}.${language}`,
        )
      }
    />
  );
}

/** What only this type has. */
function Body({ entry }: { entry: DesignEntry }) {
  const { say } = useMessages();
  const { design, isReadOnly, set, numbers } = useDesigner();
  switch (entry.type) {
    case 'satisfaction':
      return <ScaleStrip scale={entry.scale} offers={entry.offers ?? []} />;
    case 'single':
      return <OptionsEditor item={entry} />;
    case 'multiple':
      return (
        <>
          <OptionsEditor item={entry} />
          <div className="inline-fields">
            <WholeField
              label={say('design.at-least')}
              value={entry.atLeast}
              onChange={(atLeast) => set(entry, { atLeast }, 'atLeast')}
            />
            <WholeField
              label={say('design.at-most')}
              value={entry.atMost}
              onChange={(atMost) => set(entry, { atMost }, 'atMost')}
            />
          </div>
        </>
      );
    case 'rank':
      return (
        <>
          <OptionsEditor item={entry} />
          <div className="inline-fields">
            <WholeField
              label={say('design.top')}
              value={entry.top}
              onChange={(top) => set(entry, { top: top ?? 1 }, 'top')}
            />
          </div>
        </>
      );
    case 'grid':
      return (
        <>
          <ScaleStrip scale={entry.scale} offers={entry.offers ?? []} />
          <GridRows item={entry} />
        </>
      );
    case 'region':
      return (
        <div className="levels-of-region">
          {entry.levels.map((level, index) => (
            <section key={level.code}>
              <header>
                <ShortWords
                  label={say('design.level', { number: index + 1 })}
                  value={level.text}
                  isReadOnly={isReadOnly}
                  onChange={(text, language) =>
                    set(
                      entry,
                      { levels: entry.levels.map((one) => (one === level ? { ...one, text } : one)) },
                      `levels.${index}.${language}`,
                    )
                  }
                />
                {!isReadOnly && entry.levels.length > 1 && index === entry.levels.length - 1 && (
                  <Button
                    size="small"
                    type="text"
                    aria-label={say('design.level-away')}
                    icon={<X size={14} />}
                    onClick={() => set(entry, { levels: entry.levels.slice(0, -1) })}
                  />
                )}
              </header>
              <ListEditor
                list={level.list}
                parents={index === 0 ? null : (listOf(design, entry.levels[index - 1]!.list)?.choices ?? [])}
                note={
                  usersOf(design, level.list).length > 1
                    ? say('design.shared-with', {
                        cards: usersOf(design, level.list)
                          .filter((code) => code !== entry.code)
                          .map((code) => `Q${numbers.get(code) ?? code}`)
                          .join('、'),
                      })
                    : null
                }
              />
            </section>
          ))}
          {!isReadOnly && entry.levels.length < 4 && <AddLevel item={entry} />}
        </div>
      );
    case 'text':
      return (
        <div className="inline-fields">
          <WholeField
            label={say('design.max-length')}
            value={entry.maxLength}
            onChange={(maxLength) => set(entry, { maxLength: maxLength ?? 200 }, 'maxLength')}
          />
          <Checkbox
            disabled={isReadOnly}
            checked={entry.isLong === true}
            onChange={(event) => set(entry, { isLong: event.target.checked ? true : undefined })}
          >
            {say('design.is-long')}
          </Checkbox>
        </div>
      );
    case 'calculated':
      return (
        <div className="raw-expression">
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            className="expression"
            readOnly={isReadOnly}
            aria-label={say('design.calculation')}
            placeholder={say('design.calculation')}
            value={entry.calculation}
            onChange={(event) => set(entry, { calculation: event.target.value }, 'calculation')}
          />
        </div>
      );
    case 'hidden':
      return (
        <div className="inline-fields">
          <label>
            {say('design.initial')}
            <Input
              size="small"
              readOnly={isReadOnly}
              value={entry.initial ?? ''}
              onChange={(event) => set(entry, { initial: event.target.value || undefined }, 'initial')}
            />
          </label>
        </div>
      );
    case 'group':
      return (
        <div className="inline-fields">
          <Checkbox
            disabled={isReadOnly}
            checked={entry.isShuffled === true}
            onChange={(event) => set(entry, { isShuffled: event.target.checked ? true : undefined })}
          >
            {say('design.shuffle-items')}
          </Checkbox>
          <Checkbox
            disabled={isReadOnly}
            checked={entry.isAnchored === true}
            onChange={(event) => set(entry, { isAnchored: event.target.checked ? true : undefined })}
          >
            {say('design.anchored')}
          </Checkbox>
        </div>
      );
    default:
      return null;
  }
}

function AddLevel({ item }: { item: Extract<DesignItem, { type: 'region' }> }) {
  const { say } = useMessages();
  const { edit, design } = useDesigner();
  const add = () => {
    const code = freeCode(`${item.code}l`, codesOf(design));
    const list = freeName(code, new Set(design.lists.map((one) => one.code)));
    const parent = listOf(design, item.levels.at(-1)?.list ?? '')?.choices[0]?.code ?? '';
    edit((now) =>
      replaced(
        {
          ...now,
          lists: [...now.lists, { code: list, choices: [{ code: 'a1', text: nothing, columns: { parent } }] }],
        },
        item.code,
        { ...item, levels: [...item.levels, { code, text: nothing, list }] },
      ),
    );
  };
  return (
    <Button size="small" type="link" icon={<Plus size={14} />} onClick={add}>
      {say('design.add-level')}
    </Button>
  );
}

/** Levels with their scores, and beside them, dashed, what counts for nothing. */
function ScaleStrip({ scale: code, offers }: { scale: string; offers: readonly MissingCode[] }) {
  const { say, text } = useMessages();
  const { design, isReadOnly, edit } = useDesigner();
  const [isEditing, setEditing] = useState(false);
  const scale = scaleOf(design, code);
  if (scale === null) return null;
  const { levels } = scale;
  const others = usersOf(design, code).length - 1;
  const missing = design.missing.filter((one) => offers.includes(one.code) && one.code !== 'refused');
  return (
    <>
      <ul
        className="scale-strip"
        style={{ gridTemplateColumns: `repeat(${levels.length + missing.length}, minmax(0, 1fr))` }}
      >
        {levels.map((level, at) => (
          <li key={level.code}>
            <ScaleGlyph at={at} of={levels.length} />
            {isEditing ? (
              <>
                <ShortWords
                  label={say('design.level-name')}
                  value={level.name}
                  isReadOnly={isReadOnly}
                  onChange={(name, language) =>
                    edit((now) => levelChanged(now, code, level.code, { name }), {
                      field: `scale.${code}.${level.code}.${language}`,
                    })
                  }
                />
                <Input
                  size="small"
                  inputMode="numeric"
                  aria-label={say('design.score-of', { level: text(level.name) })}
                  value={level.score}
                  onChange={(event) => {
                    const score = Number(event.target.value);
                    if (!Number.isInteger(score)) return;
                    edit((now) => levelChanged(now, code, level.code, { score }), {
                      field: `scale.${code}.${level.code}.score`,
                    });
                  }}
                />
              </>
            ) : (
              <>
                <b>{text(level.name)}</b>
                <small>{say('plan.points', { score: level.score })}</small>
              </>
            )}
          </li>
        ))}
        {missing.map((one) => (
          <li key={one.code} className="apart">
            <b>{text(one.name)}</b>
            <small>{say('plan.no-points')}</small>
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <div className="under-options">
          <Button size="small" type="link" onClick={() => setEditing(!isEditing)}>
            {isEditing ? say('design.scale-done') : say('design.change-scale')}
          </Button>
          {isEditing && <small className="attention">{say('design.scale-warning', { count: others })}</small>}
        </div>
      )}
    </>
  );
}

type Grid = Extract<DesignItem, { type: 'grid' }>;

function GridRows({ item }: { item: Grid }) {
  const { say, text } = useMessages();
  const { design, isReadOnly, set, bank, numbers } = useDesigner();
  const add = () => {
    const code = freeCode(`${item.code}r`, codesOf(design));
    set(item, { rows: [...item.rows, { code, text: nothing }] });
  };
  return (
    <div className="options-editor">
      <ol>
        {item.rows.map((row, index) => (
          <li key={row.code} className="grid-row">
            <span className="number">{numbers.get(row.code)}</span>
            <ShortWords
              label={say('design.row', { number: index + 1 })}
              value={row.text}
              isReadOnly={isReadOnly}
              onEnter={isReadOnly ? undefined : add}
              onChange={(words, language) =>
                set(
                  item,
                  { rows: item.rows.map((one) => (one === row ? { ...one, text: words } : one)) },
                  `rows.${row.code}.${language}`,
                )
              }
            />
            <Select
              size="small"
              className="indicator-of-row"
              allowClear
              disabled={isReadOnly}
              popupMatchSelectWidth={260}
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={say('design.indicator')}
              placeholder={say('design.indicator')}
              value={row.indicator?.code}
              options={(bank?.indicators ?? []).map(({ code, name }) => ({
                value: code,
                label: `${code} ${text(name)}`,
              }))}
              onChange={(code: string | undefined) => {
                const found = bank?.indicators.find((one) => one.code === code);
                set(item, {
                  rows: item.rows.map((one) => {
                    if (one !== row) return one;
                    const { indicator: _before, ...rest } = one;
                    return found === undefined
                      ? rest
                      : { ...rest, indicator: { code: found.code, version: found.version } };
                  }),
                });
              }}
            />
            {!isReadOnly && (
              <Button
                type="text"
                size="small"
                disabled={item.rows.length === 1}
                aria-label={say('design.row-away', { number: index + 1 })}
                icon={<X size={14} />}
                onClick={() => set(item, { rows: spliced(item.rows, index, 1) })}
              />
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && (
        <Button size="small" type="link" icon={<Plus size={14} />} onClick={add}>
          {say('design.add-row')}
        </Button>
      )}
    </div>
  );
}

function WholeField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  const { isReadOnly } = useDesigner();
  return (
    <label>
      {label}
      <Input
        size="small"
        inputMode="numeric"
        className="whole"
        readOnly={isReadOnly}
        value={value ?? ''}
        onChange={(event) => {
          const digits = event.target.value.trim();
          if (digits === '') onChange(undefined);
          else if (/^\d{1,4}$/.test(digits)) onChange(Number(digits));
        }}
      />
    </label>
  );
}

function Required({ entry }: { entry: Answered }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  if (typeof entry.required === 'string') {
    return (
      <Input
        size="small"
        className="expression"
        readOnly={isReadOnly}
        aria-label={say('design.required-when')}
        value={entry.required}
        allowClear
        onChange={(event) => set(entry, { required: event.target.value || undefined }, 'required')}
      />
    );
  }
  return (
    <Checkbox
      disabled={isReadOnly}
      checked={entry.required === true}
      onChange={(event) => set(entry, { required: event.target.checked ? true : undefined })}
    >
      {say('design.must-answer')}
    </Checkbox>
  );
}

type Offering = Extract<DesignItem, { type: 'satisfaction' | 'single' | 'multiple' | 'grid' }>;

/** Which answers without a score are offered; each is kept apart from the others. */
function Offers({ entry }: { entry: Offering }) {
  const { say, text } = useMessages();
  const { design, isReadOnly, set } = useDesigner();
  return (
    <>
      {design.missing.map(({ code, name }) => {
        const isOn = entry.offers?.includes(code) === true;
        return (
          <button
            key={code}
            type="button"
            className="chip-button"
            aria-pressed={isOn}
            disabled={isReadOnly}
            onClick={() => set(entry, { offers: toggled(entry.offers, code) })}
          >
            {text(name)}
          </button>
        );
      })}
      <small className="muted">{say('design.missing-note')}</small>
    </>
  );
}

function SeriesLine({ item }: { item: Extract<DesignItem, { type: 'satisfaction' }> }) {
  const { say, text } = useMessages();
  const { bank, isReadOnly, set } = useDesigner();
  const found = bank?.indicators.find(({ code }) => code === item.indicator?.code);
  const choose = (
    <Select
      size="small"
      className="subject"
      allowClear
      disabled={isReadOnly}
      popupMatchSelectWidth={280}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={say('design.indicator')}
      placeholder={say('design.no-indicator')}
      value={item.indicator?.code}
      options={(bank?.indicators ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${text(name)}` }))}
      onChange={(code: string | undefined) => {
        const chosen = bank?.indicators.find((one) => one.code === code);
        set(item, {
          indicator: chosen === undefined ? undefined : { code: chosen.code, version: chosen.version },
          ...(chosen !== undefined && item.text.zh === '' ? { text: chosen.wording } : {}),
        });
      }}
    />
  );
  if (found === undefined || item.indicator === undefined) return choose;
  const continuation = continuationOf(found, item.text);
  const isOld = found.version > item.indicator.version;
  return (
    <>
      {choose}
      {continuation.kind === 'new' && <span className="muted">{say('design.series-new')}</span>}
      {continuation.kind === 'same' && (
        <span className="series-same">
          <CircleCheck size={15} aria-hidden />
          {say('design.series-same', {
            last: continuation.series.latest ?? '',
            since: continuation.series.since ?? '',
            count: continuation.series.length + 1,
          })}
        </span>
      )}
      {continuation.kind === 'broken' && (
        <Tooltip title={say('design.last-wording', { wording: continuation.wording })}>
          <span className="series-broken">
            <Unlink2 size={15} aria-hidden />
            {say('design.series-broken', { last: continuation.series.latest ?? '' })}
          </span>
        </Tooltip>
      )}
      {isOld && (
        <Button
          size="small"
          type="link"
          disabled={isReadOnly}
          onClick={() =>
            set(item, {
              text: found.wording,
              hint: found.hint ?? undefined,
              subject: undefined,
              indicator: { code: found.code, version: found.version },
            })
          }
        >
          {say('design.take-wording', { version: found.version })}
        </Button>
      )}
    </>
  );
}

/** Words of the question that stand out on the phone; those that are no longer in it are an error. */
function Subject({ item }: { item: Extract<DesignItem, { type: 'satisfaction' }> }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  return (
    <span className="two-words">
      <ShortWords
        label={say('design.subject')}
        value={item.subject ?? nothing}
        isReadOnly={isReadOnly}
        onChange={(value, language) =>
          set(item, { subject: value.zh === '' && value.en === '' ? undefined : value }, `subject.${language}`)
        }
      />
      {!isReadOnly && item.subject !== undefined && (
        <Button
          type="text"
          size="small"
          aria-label={say('design.no-subject')}
          icon={<X size={14} />}
          onClick={() => set(item, { subject: undefined })}
        />
      )}
    </span>
  );
}

type Counting = Extract<DesignItem, { type: 'single' | 'region' }>;

/** What the answer decides: a quota cell, a weight, or whose question is not counted. */
function Roles({ item }: { item: Counting }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  const isQuota = item.quotaRole !== undefined;
  return (
    <>
      <button
        type="button"
        className="chip-button"
        aria-pressed={isQuota}
        disabled={isReadOnly}
        onClick={() =>
          set(item, { quotaRole: isQuota ? undefined : item.code, ...(isQuota ? {} : { required: true }) })
        }
      >
        {say('design.quota')}
      </button>
      {isQuota && (
        <Input
          size="small"
          className="dimension"
          readOnly={isReadOnly}
          aria-label={say('design.quota-dimension')}
          value={item.quotaRole}
          onChange={(event) => set(item, { quotaRole: event.target.value }, 'quotaRole')}
        />
      )}
      <Select<NonNullable<Counting['weightingRole']> | 'none'>
        size="small"
        className="weighting"
        disabled={isReadOnly}
        popupMatchSelectWidth={false}
        aria-label={say('design.weighting-role')}
        value={item.weightingRole ?? 'none'}
        options={(['none', 'area', 'margin', 'staffOf'] as const).map((role) => ({
          value: role,
          label: say(`weighting-role.${role}`),
        }))}
        onChange={(role) =>
          set(item, {
            weightingRole: role === 'none' ? undefined : role,
            // Weights need an answer of everybody.
            ...(role === 'area' || role === 'margin' ? { required: true } : {}),
          })
        }
      />
    </>
  );
}

/** Least and most as two fields; anything else a check says stands as its expression. */
function RangeFields({ item }: { item: Extract<DesignItem, { type: 'integer' | 'decimal' }> }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  const range = rangeOf(item.constraint?.expression ?? '');
  if (range === null) return <span className="muted">{say('design.range-by-check')}</span>;
  const write = (next: typeof range, field: string) => {
    const expression = rangeExpression(next);
    const bounds =
      next.least !== '' && next.most !== ''
        ? { zh: `应在 ${next.least} 到 ${next.most} 之间`, en: `Between ${next.least} and ${next.most}` }
        : next.least !== ''
          ? { zh: `不小于 ${next.least}`, en: `At least ${next.least}` }
          : { zh: `不大于 ${next.most}`, en: `At most ${next.most}` };
    set(item, { constraint: expression === '' ? undefined : { expression, message: bounds } }, field);
  };
  const bound = (which: 'least' | 'most') => (
    <label>
      {say(`design.${which}`)}
      <Input
        size="small"
        className="whole"
        inputMode="decimal"
        readOnly={isReadOnly}
        value={range[which]}
        onChange={(event) => {
          if (/^-?\d*(\.\d*)?$/.test(event.target.value)) write({ ...range, [which]: event.target.value }, which);
        }}
      />
    </label>
  );
  return (
    <span className="inline-fields">
      {bound('least')}
      {bound('most')}
    </span>
  );
}

/** Settings that few items need. */
function RareRows({ entry, row }: { entry: DesignEntry; row: (label: string, content: ReactNode) => ReactNode }) {
  const { say } = useMessages();
  const { isReadOnly, set, diagnostics } = useDesigner();
  if (entry.type === 'group') return null;
  const own = diagnostics.cards.get(entry.code);
  const flag = (field: 'isShuffled' | 'isAnchored' | 'isInterviewerOnly', label: string) => (
    <Checkbox
      disabled={isReadOnly}
      checked={(entry as { [name in typeof field]?: boolean })[field] === true}
      onChange={(event) => set(entry, { [field]: event.target.checked ? true : undefined } as Partial<DesignItem>)}
    >
      {label}
    </Checkbox>
  );
  const mayShuffle = ['single', 'multiple', 'rank', 'grid'].includes(entry.type);
  const isAlwaysInterviewers = ['photo', 'location'].includes(entry.type);
  return (
    <>
      {row(
        say('design.order'),
        <>
          {mayShuffle && flag('isShuffled', entry.type === 'grid' ? say('design.shuffle-rows') : say('design.shuffle'))}
          {flag('isAnchored', say('design.anchored'))}
        </>,
      )}
      {entry.type !== 'calculated' &&
        entry.type !== 'hidden' &&
        row(
          say('design.interviewers'),
          <>
            {!isAlwaysInterviewers && flag('isInterviewerOnly', say('design.interviewer-only'))}
            <Optional entry={entry} field="guidance" label={say('design.guidance')} />
          </>,
        )}
      {isAnswered(entry) && (
        <>
          {row(say('design.check'), <CheckFields entry={entry} field="constraint" />)}
          {row(say('design.soft-check'), <CheckFields entry={entry} field="warning" />)}
          {row(
            say('design.sensitivity'),
            <Select<NonNullable<Answered['sensitivity']> | 'none'>
              size="small"
              className="weighting"
              disabled={isReadOnly}
              popupMatchSelectWidth={false}
              aria-label={say('design.sensitivity')}
              value={entry.sensitivity ?? 'none'}
              options={(['none', 'personal', 'sensitive'] as const).map((value) => ({
                value,
                label: say(`sensitivity.${value}`),
              }))}
              onChange={(value) => set(entry, { sensitivity: value === 'none' ? undefined : value })}
            />,
          )}
        </>
      )}
      {'list' in entry &&
        row(
          say('design.choice-filter'),
          <ExpressionField
            label={say('design.choice-filter')}
            value={entry.choiceFilter}
            onChange={(choiceFilter) => set(entry, { choiceFilter }, 'choiceFilter')}
            isFaulty={ofField(own, entry.code, 'choiceFilter') !== null}
          />,
        )}
    </>
  );
}

function ExpressionField({
  label,
  value,
  onChange,
  isFaulty,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  isFaulty: boolean;
}) {
  const { isReadOnly } = useDesigner();
  return (
    <Input
      size="small"
      className="expression"
      readOnly={isReadOnly}
      aria-label={label}
      status={isFaulty ? 'error' : undefined}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
}

/** An expression on the answer (`.`), and what a person is told when it does not hold. */
function CheckFields({ entry, field }: { entry: Answered; field: 'constraint' | 'warning' }) {
  const { say } = useMessages();
  const { isReadOnly, set, diagnostics } = useDesigner();
  const check: AnswerCheck | undefined = entry[field];
  if (check === undefined) {
    return isReadOnly ? (
      <span className="muted">—</span>
    ) : (
      <Button
        size="small"
        type="link"
        icon={<Plus size={13} />}
        onClick={() => set(entry, { [field]: { expression: '', message: nothing } } as Partial<Answered>)}
      >
        {field === 'constraint' ? say('design.add-check') : say('design.add-soft-check')}
      </Button>
    );
  }
  const write = (next: AnswerCheck, part: string) =>
    set(
      entry,
      {
        [field]: next.expression === '' && next.message.zh === '' && next.message.en === '' ? undefined : next,
      } as Partial<Answered>,
      `${field}.${part}`,
    );
  return (
    <div className="check-fields">
      <ExpressionField
        label={say('design.expression')}
        value={check.expression}
        isFaulty={ofField(diagnostics.cards.get(entry.code), entry.code, field) !== null}
        onChange={(expression) => write({ ...check, expression: expression ?? '' }, 'expression')}
      />
      <span className="two-words">
        <ShortWords
          label={say('design.message')}
          value={check.message}
          isReadOnly={isReadOnly}
          onChange={(message, language) => write({ ...check, message }, language)}
        />
      </span>
    </div>
  );
}

/** The code that answers stand under: conditions follow it when it changes. */
function ItemCode({ entry }: { entry: DesignItem }) {
  const { say } = useMessages();
  const { design, isReadOnly, edit } = useDesigner();
  const [draft, setDraft] = useState<string | null>(null);
  const name = draft ?? entry.code;
  const isFaulty = !mayBeCalled(design, entry.code, name);
  const finish = () => {
    setDraft(null);
    if (draft !== null && !isFaulty && draft !== entry.code) {
      edit((now) => renamed(now, entry.code, draft), { select: draft, open: true });
    }
  };
  return (
    <label className="item-code">
      {say('design.item-code')}
      <Input
        size="small"
        readOnly={isReadOnly}
        status={isFaulty ? 'error' : undefined}
        value={name}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onPressEnter={finish}
      />
      {isFaulty && <small className="attention">{say('design.code-refused')}</small>}
    </label>
  );
}
