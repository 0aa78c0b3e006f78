import { useState } from 'react';
import { ScrollView, View } from '@tarojs/components';
import { textIn, type ReportForm } from '@minsheng/contracts';
import { usePreferences } from '../../preferences/preferences-context.js';
import { policeLines, reportable, tilesOf } from '../../reports/draft.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { Sheet } from '../../ui/sheet.js';
import { Tappable } from '../../ui/tappable.js';

interface CategoriesProps {
  form: Pick<ReportForm, 'categories' | 'likely'>;
  chosen: string | null;
  onChoose(code: string): void;
  onMore(): void;
}

/** The three likely categories and the way to all. */
export function Categories({ form, chosen, onChoose, onMore }: CategoriesProps) {
  const { language, messages } = usePreferences();
  const words = messages.snap;
  return (
    <ScrollView className="categories" scrollX enhanced showScrollbar={false}>
      <View className="categories__row" {...forReader({ role: 'radiogroup', label: words.categories })}>
        {tilesOf(form, chosen).map(({ code, name }) => (
          <Tappable
            key={code}
            className={classNames('categories__tile', code === chosen && 'is-chosen')}
            role="radio"
            isChecked={code === chosen}
            onTap={() => onChoose(code)}
          >
            {code === chosen ? <Icon name="check" size={16} strokeWidth={2.4} /> : null}
            {textIn(name, language)}
          </Tappable>
        ))}
        <Tappable className="categories__tile" label={words.more} onTap={onMore}>
          <Icon name="ellipsis" size={18} strokeWidth={2} />
          {words.more}
        </Tappable>
      </View>
    </ScrollView>
  );
}

interface AllCategoriesProps extends Omit<CategoriesProps, 'onMore'> {
  onPolice(number: string): void;
  onClose(): void;
}

export function AllCategories({ form, chosen, onChoose, onPolice, onClose }: AllCategoriesProps) {
  const { language, messages } = usePreferences();
  const words = messages.snap;
  const [isDone, setIsDone] = useState(false);
  const choose = (code: string): void => {
    if (isDone) return;
    setIsDone(true);
    onChoose(code);
    onClose();
  };
  return (
    <Sheet title={words.moreTitle} onClose={onClose}>
      <View className="all-categories" {...forReader({ role: 'radiogroup', label: words.categories })}>
        {reportable(form).map(({ code, name }) => (
          <Tappable
            key={code}
            className={classNames('categories__tile', code === chosen && 'is-chosen')}
            role="radio"
            isChecked={code === chosen}
            onTap={() => choose(code)}
          >
            {code === chosen ? <Icon name="check" size={16} strokeWidth={2.4} /> : null}
            {textIn(name, language)}
          </Tappable>
        ))}
      </View>
      <View className="all-categories__urgent">{words.police.listHint}</View>
      {policeLines(form).map(({ number, categories }) => (
        <View key={number} className="all-categories all-categories--police">
          {categories.map(({ code, name }) => (
            <Tappable key={code} className="categories__tile" onTap={() => onPolice(number)}>
              <Icon name="phone" size={16} strokeWidth={2} />
              {`${textIn(name, language)} ${number}`}
            </Tappable>
          ))}
        </View>
      ))}
    </Sheet>
  );
}
