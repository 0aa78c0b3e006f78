import type { PollPlan, QuestionnaireItem } from '@minsheng/contracts';
import { useState } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import { Chip, Hash, Panel } from '../../../ui/parts.js';
import { DesignedQuestions } from './designed-questions.js';
import { QuestionPreview } from './question-preview.js';

/** The questions in order, and the one chosen as the citizen sees it. */
export function QuestionnairePanel({ plan }: { plan: PollPlan }) {
  const { say, text } = useMessages();
  const { design } = plan;
  if (design === undefined) return <PlainQuestions plan={plan} />;
  const { title, version } = design.document;
  return (
    <Panel
      title={say('plan.questionnaire')}
      note={say('plan.questionnaire-version', { title: text(title), version })}
      tools={<Hash value={design.hash} label={say('plan.hash-of-questionnaire')} />}
    >
      <DesignedQuestions key={design.hash} design={design.document} />
    </Panel>
  );
}

function PlainQuestions({ plan }: { plan: PollPlan }) {
  const { say, text } = useMessages();
  const { questionnaire } = plan;
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      questionnaire.items.findIndex(({ type }) => type === 'satisfaction'),
    ),
  );
  return (
    <Panel title={say('plan.questionnaire')} note={say('plan.read-only')}>
      <div className="questionnaire">
        <ol>
          {questionnaire.items.map((item, index) => (
            <li key={item.code}>
              <button type="button" aria-pressed={index === at} onClick={() => setAt(index)}>
                <b>{index + 1}</b>
                <span>{text(item.text)}</span>
                <ItemTags item={item} />
              </button>
            </li>
          ))}
        </ol>
        <QuestionPreview questionnaire={questionnaire} at={at} onMove={setAt} />
      </div>
    </Panel>
  );
}

function ItemTags({ item }: { item: QuestionnaireItem }) {
  const { say } = useMessages();
  return (
    <span className="tags">
      {item.type === 'satisfaction' && <Chip tone="plain">{item.indicator}</Chip>}
      {item.type === 'single' && item.role !== null && <Chip tone="plain">{say(`plan.role-${item.role}`)}</Chip>}
      <Chip tone="line">{say(`plan.type-${item.type}`)}</Chip>
      {item.askIf !== null && <Chip tone="line">{say('plan.asked-if')}</Chip>}
      {!item.isRequired && <Chip tone="line">{say('plan.optional')}</Chip>}
    </span>
  );
}
