import { useState } from 'react';
import { View } from '@tarojs/components';
import { useOutbox } from '../../outbox/outbox-context.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/icon.js';
import { LevelGlyph } from '../../ui/level-glyph.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';

interface RatePanelProps {
  reportId: string;
  canReopen: boolean;
  onReopen(): void;
}

const levels = [1, 2, 3, 4, 5] as const;

/** Two taps: the level, and 提交评价. */
export function RatePanel({ reportId, canReopen, onReopen }: RatePanelProps) {
  const { messages } = usePreferences();
  const { begin, act, send } = useOutbox();
  const [effect, setEffect] = useState<(typeof levels)[number] | null>(null);
  const [isNotKept, setIsNotKept] = useState(false);
  const words = messages.report;
  const rate = (): void => {
    if (effect === null) return;
    const parcel = begin({ kind: 'rate', reportId, effect });
    if (!parcel) return setIsNotKept(true);
    act({ kind: 'submitted', id: parcel.id, citizenId: parcel.citizenId, notBefore: null });
    send();
  };
  return (
    <View className="rate">
      <View className="rate__head">
        <View className="rate__title" {...forReader({ role: 'heading' })}>
          {words.rateTitle}
        </View>
        <View className="rate__hint">{isNotKept ? messages.snap.noRoom : words.rateHint}</View>
      </View>
      <View className="rate__levels" {...forReader({ role: 'radiogroup', label: words.rateTitle })}>
        {levels.map((level) => (
          <Tappable
            key={level}
            className={classNames('rate__level', level === effect && 'is-chosen')}
            role="radio"
            isChecked={level === effect}
            label={words.spokenLevel(words.levels[level], level)}
            onTap={() => setEffect(level)}
          >
            <LevelGlyph number={level} of={levels.length} />
            {words.levels[level]}
          </Tappable>
        ))}
      </View>
      <View className="rate__buttons">
        {canReopen ? (
          <Button className="grow" onTap={onReopen}>
            <Icon name="rotate-ccw" size={17} strokeWidth={2} />
            {words.notFixed}
          </Button>
        ) : null}
        <Button className="grow" tone="primary" isDisabled={effect === null} onTap={rate}>
          {words.rate}
        </Button>
      </View>
    </View>
  );
}
