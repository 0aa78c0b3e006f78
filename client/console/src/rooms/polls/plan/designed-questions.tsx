import type { QuestionnaireDesign } from '@minsheng/contracts';
import { Button } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import { Chip } from '../../../ui/parts.js';
import { answerLines, designLines, type AnswerLine, type DesignLine } from './design-lines.js';

/** Longer lists are cut, as in the preview of a plain questionnaire. */
const mostAnswers = 8;

/** The items of a design in order, and the one chosen as it reads on a phone; it is tried out in the designer. */
export function DesignedQuestions({ design }: { design: QuestionnaireDesign }) {
  const { text } = useMessages();
  const lines = designLines(design);
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, lines.length - 1);
  const line = lines[at];
  return (
    <div className="questionnaire">
      <ol>
        {lines.map((each, index) => (
          <li key={each.item.code}>
            <button type="button" aria-pressed={index === at} onClick={() => setChosen(index)}>
              <b>{each.number ?? '·'}</b>
              <span>{text(each.item.text)}</span>
              <LineTags line={each} />
            </button>
          </li>
        ))}
      </ol>
      {line !== undefined && (
        <OnThePhone
          design={design}
          line={line}
          isFirst={at === 0}
          isLast={at === lines.length - 1}
          onMove={(by) => setChosen(at + by)}
        />
      )}
    </div>
  );
}

function LineTags({ line: { item, indicators, askedWhen, isOptional } }: { line: DesignLine }) {
  const { say } = useMessages();
  const role = 'weightingRole' in item ? item.weightingRole : undefined;
  return (
    <span className="tags">
      {indicators.map((code) => (
        <Chip key={code} tone="plain">
          {code}
        </Chip>
      ))}
      {role !== undefined && <Chip tone="plain">{say(`plan.role-${role}`)}</Chip>}
      <Chip tone="line">{say(`item-type.${item.type}`)}</Chip>
      {askedWhen !== null && <Chip tone="line">{say('plan.asked-if')}</Chip>}
      {isOptional && <Chip tone="line">{say('plan.optional')}</Chip>}
    </span>
  );
}

function OnThePhone({
  design,
  line: { item, askedWhen },
  isFirst,
  isLast,
  onMove,
}: {
  design: QuestionnaireDesign;
  line: DesignLine;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
}) {
  const { say, text } = useMessages();
  const { marks } = design;
  const answers = answerLines(design, item);
  return (
    <div className="phone" aria-label={say('plan.preview')} role="group">
      {askedWhen !== null && <small>{say('plan.asked-when', { condition: text(askedWhen) })}</small>}
      <h3>{text(item.text)}</h3>
      {item.hint !== undefined && <p className="hint">{text(item.hint)}</p>}
      {answers.length > 0 ? (
        <ul className="options">
          {answers.slice(0, mostAnswers).map((answer, index) => (
            <AnswerRow key={index} answer={answer} />
          ))}
          {answers.length > mostAnswers && (
            <li className="plain">{say('plan.more-options', { count: answers.length - mostAnswers })}</li>
          )}
        </ul>
      ) : (
        item.type !== 'note' && (
          <div className="open-text">
            {item.type === 'text' ? say('plan.open-text', { length: item.maxLength }) : say(`item-type.${item.type}`)}
          </div>
        )
      )}
      <p className="statutory">
        {[
          marks.formNumber,
          say('plan.maker', { maker: text(marks.maker) }),
          say('plan.valid-until', { date: marks.validUntil || '—' }),
        ].join(' · ')}
      </p>
      <footer>
        <Button type="text" size="small" disabled={isFirst} icon={<ChevronLeft size={15} />} onClick={() => onMove(-1)}>
          {say('plan.previous-question')}
        </Button>
        <Button
          type="text"
          size="small"
          disabled={isLast}
          icon={<ChevronRight size={15} />}
          iconPlacement="end"
          onClick={() => onMove(1)}
        >
          {say('plan.next-question')}
        </Button>
      </footer>
    </div>
  );
}

function AnswerRow({ answer: { text: words, score, screensOut } }: { answer: AnswerLine }) {
  const { say, text } = useMessages();
  return (
    <li className={score === null ? 'apart' : undefined}>
      {text(words)}
      {score !== undefined && <small>{score === null ? say('plan.no-points') : say('plan.points', { score })}</small>}
      {screensOut === true && <small>{say('plan.screens-out')}</small>}
    </li>
  );
}
