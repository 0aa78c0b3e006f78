import { Fragment } from 'react';
import { View } from '@tarojs/components';
import type { IconName } from '@minsheng/design';
import { openPage, openTab, type Tab } from '../device/navigation.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';
import { forReader } from './reader.js';
import { Tappable } from './tappable.js';

const icons: Readonly<Record<Tab, IconName>> = {
  home: 'house',
  polls: 'clipboard-list',
  ranking: 'chart-no-axes-column',
  mine: 'user-round',
};
const standardTabs: readonly Tab[] = ['home', 'polls', 'ranking', 'mine'];
/** 关怀版 gives one place to the way back to 标准版; polls are on its home page. */
const careTabs: readonly Tab[] = ['home', 'ranking', 'mine'];

export function TabBar({ current, bottom }: { current: Tab; bottom: number }) {
  const { isCare, messages, choose } = usePreferences();
  return (
    <View
      className="tab-bar"
      style={{ paddingBottom: `${bottom}px` }}
      {...forReader({ role: 'navigation', label: messages.tabs.bar })}
    >
      <View className="tab-bar__row">
        {(isCare ? careTabs : standardTabs).map((tab, index) => (
          <Fragment key={tab}>
            {!isCare && index === standardTabs.length / 2 ? <Snap isDock={current === 'home'} /> : null}
            <Tappable
              className={classNames('tab-bar__tab', tab === current && 'is-current')}
              role="tab"
              isSelected={tab === current}
              onTap={() => tab === current || openTab(tab)}
            >
              <Icon name={icons[tab]} size={23} strokeWidth={tab === current ? 2 : 1.6} />
              <View className="tab-bar__name">{messages.tabs[tab]}</View>
            </Tappable>
          </Fragment>
        ))}
        {isCare ? (
          <Tappable className="tab-bar__tab" label={messages.mine.careOff} onTap={() => choose({ isCare: false })}>
            <Icon name="type" size={23} strokeWidth={1.6} />
            <View className="tab-bar__name">{messages.tabs.standard}</View>
          </Tappable>
        ) : null}
      </View>
    </View>
  );
}

/** 随手拍 in the middle, under the thumb: the dock on the home page, a seal of the bar's height elsewhere. */
function Snap({ isDock }: { isDock: boolean }) {
  const { messages } = usePreferences();
  return (
    <View className={classNames('tab-bar__snap', isDock && 'tab-bar__snap--dock')}>
      <Tappable className="snap-button" label={messages.snap.button} onTap={() => openPage('snap')}>
        <View className="snap-button__frame" aria-hidden="true" />
        <Icon name="camera" size={isDock ? 40 : 26} strokeWidth={1.6} />
        {isDock ? <View className="snap-button__name">{messages.snap.button}</View> : null}
      </Tappable>
    </View>
  );
}
