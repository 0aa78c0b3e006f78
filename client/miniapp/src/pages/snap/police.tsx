import { View } from '@tarojs/components';
import { textIn, type ReportForm } from '@minsheng/contracts';
import { dial } from '../../device/call.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { policeLines } from '../../reports/draft.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';

interface PoliceProps {
  form: Pick<ReportForm, 'categories'> | null;
  /** The number first; null: all alike. */
  number: string | null;
  onBack(): void;
}

/** 110, 119 and 120 do even where the city's own list has not arrived. */
const always = ['110', '119', '120'];

/** Fire, injury and crime: a telephone over the whole screen, no picture and no report (BR-26). */
export function Police({ form, number, onBack }: PoliceProps) {
  const { language, messages } = usePreferences();
  const words = messages.snap.police;
  const lines = policeLines(form ?? { categories: [] });
  const numbers = [...new Set([...(number ? [number] : []), ...always, ...lines.map((line) => line.number)])];
  return (
    <Page className="snap police" header={words.listHint}>
      <View className="police__title" {...forReader({ role: 'heading' })}>
        {words.title(numbers[0] ?? '110')}
      </View>
      <View className="police__hint">{words.hint}</View>
      {numbers.map((each, index) => {
        const kinds = lines.find((line) => line.number === each)?.categories ?? [];
        return (
          <Tappable
            key={each}
            className={index === 0 ? 'police__call police__call--first' : 'police__call'}
            label={words.call(each)}
            onTap={() => dial(each)}
          >
            <Icon name="phone" size={26} />
            <View className="grow">
              <View className="police__number">{each}</View>
              <View className="police__kinds">
                {[words.names[each], ...kinds.map(({ name }) => textIn(name, language))]
                  .filter(Boolean)
                  .join(messages.listSeparator)}
              </View>
            </View>
          </Tappable>
        );
      })}
      <Button className="police__back" isBlock onTap={onBack}>
        {words.back}
      </Button>
    </Page>
  );
}
