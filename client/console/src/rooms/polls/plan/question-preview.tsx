import type { Questionnaire, QuestionnaireItem } from '@minsheng/contracts';
import { Button } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

import { useMessages } from '../../../messages/use-messages.js';

/** One question as the citizen sees it on the phone; nothing can be answered here. */
export function QuestionPreview({
  questionnaire,
  at,
  onMove,
}: {
  questionnaire: Questionnaire;
  /** Index of the item shown. */
  at: number;
  onMove: (at: number) => void;
}) {
  const { say, text } = useMessages();
  const { items, marks } = questionnaire;
  const item = items[at];
  if (item === undefined) return null;
  return (
    <div className="phone" aria-label={say('plan.preview')} role="group">
      <div className="progress" aria-hidden>
        {items.map(({ code }, index) => (
          <i key={code} className={index <= at ? 'passed' : ''} />
        ))}
      </div>
      <small>{say('plan.question-of', { number: at + 1, of: items.length })}</small>
      <h3>
        {setOff(text(item.text), item.type === 'satisfaction' && item.subject !== null ? text(item.subject) : null)}
      </h3>
      {item.hint !== null && <p className="hint">{text(item.hint)}</p>}
      <Answers questionnaire={questionnaire} item={item} />
      <p className="statutory">
        {[
          marks.formNumber,
          say('plan.maker', { maker: text(marks.maker) }),
          say('plan.valid-until', { date: marks.validUntil || '—' }),
        ].join(' · ')}
      </p>
      <footer>
        <Button
          type="text"
          size="small"
          disabled={at === 0}
          icon={<ChevronLeft size={15} />}
          onClick={() => onMove(at - 1)}
        >
          {say('plan.previous-question')}
        </Button>
        <Button
          type="text"
          size="small"
          disabled={at === items.length - 1}
          icon={<ChevronRight size={15} />}
          iconPlacement="end"
          onClick={() => onMove(at + 1)}
        >
          {say('plan.next-question')}
        </Button>
      </footer>
    </div>
  );
}

/** The unit or subject in the question stands out, wherever it occurs first. */
function setOff(question: string, subject: string | null): ReactNode {
  const index = subject === null || subject === '' ? -1 : question.indexOf(subject);
  if (index < 0 || subject === null) return question;
  return (
    <Fragment>
      {question.slice(0, index)}
      <mark>{subject}</mark>
      {question.slice(index + subject.length)}
    </Fragment>
  );
}

/** Longer lists are cut: the staff's own unit is one of dozens. */
const mostOptions = 8;

function Answers({ questionnaire, item }: { questionnaire: Questionnaire; item: QuestionnaireItem }) {
  const { say, text } = useMessages();
  switch (item.type) {
    case 'satisfaction': {
      const apart = questionnaire.missing.filter(({ code }) => code !== 'refused' && item.offers.includes(code));
      return (
        <ul className="options">
          {questionnaire.levels.map(({ code, name, score }, index) => (
            <li key={code}>
              <ScaleGlyph at={index} of={questionnaire.levels.length} />
              {text(name)}
              <small>{say('plan.points', { score })}</small>
            </li>
          ))}
          {apart.map(({ code, name }) => (
            <li key={code} className="apart">
              {text(name)}
              <small>{say('plan.no-points')}</small>
            </li>
          ))}
          {item.offers.includes('refused') && <li className="plain">{say('plan.rather-not')}</li>}
        </ul>
      );
    }
    case 'single':
      return (
        <ul className="options">
          {item.options.slice(0, mostOptions).map((option) => (
            <li key={option.code}>
              {text(option.text)}
              {option.screensOut === true && <small>{say('plan.screens-out')}</small>}
            </li>
          ))}
          {item.options.length > mostOptions && (
            <li className="plain">{say('plan.more-options', { count: item.options.length - mostOptions })}</li>
          )}
        </ul>
      );
    case 'text':
      return <div className="open-text">{say('plan.open-text', { length: item.maxLength })}</div>;
  }
}

/** Five boxes, the one of this answer filled: told apart by place, not by colour alone. */
function ScaleGlyph({ at, of }: { at: number; of: number }) {
  return (
    <svg width={of * 7} height={12} aria-hidden>
      {Array.from({ length: of }, (_, index) => (
        <rect
          key={index}
          x={index * 7 + 0.5}
          y={index === at ? 0.5 : 2.5}
          width={5.5}
          height={index === at ? 11 : 7}
          rx={1}
          fill={index === at ? `var(--sat-${5 - Math.round((at * 4) / Math.max(1, of - 1))})` : 'none'}
          stroke={index === at ? 'none' : 'var(--line-2)'}
        />
      ))}
    </svg>
  );
}
