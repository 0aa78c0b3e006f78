import type { AnswerCheck } from '@minsheng/contracts';
import { Button } from 'antd';
import { Plus } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { ofField } from '../card-diagnostics.js';
import { useDesigner } from '../designer-context.js';
import { noWords } from '../new-items.js';
import { ShortWords } from '../words.js';
import type { Answered } from './answered.js';
import { ExpressionField } from './expression-field.js';

/** An expression on the answer (`.`), and what a person is told when it does not hold. */
export function CheckFields({ entry, field }: { entry: Answered; field: 'constraint' | 'warning' }) {
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
        onClick={() => set(entry, { [field]: { expression: '', message: noWords } } as Partial<Answered>)}
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
