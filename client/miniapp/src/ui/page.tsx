import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import { goBack, type Tab } from '../device/navigation.js';
import { windowEdges } from '../device/system.js';
import { usePaintedWindow, usePreferences } from '../preferences/preferences-context.js';
import { rootClasses } from '../preferences/preferences.js';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';
import { forReader } from './reader.js';
import { TabBar } from './tab-bar.js';
import { Tappable } from './tappable.js';

interface PageProps {
  className?: string;
  /** Words or a drawing at the upper left; a text is the page's heading. */
  header: ReactNode;
  /** The tab that this page is; pages without one have a way back. */
  tab?: Tab;
  /** Stays at the lower edge, under the thumb; for pages that are not a tab. */
  footer?: ReactNode;
  /** Stands above everything, such as a sheet. */
  overlay?: ReactNode;
  children: ReactNode;
}

/** The root of every page: carries the theme and 关怀版, keeps clear of the phone's own edges. */
export function Page({ className, header, tab, footer, overlay, children }: PageProps) {
  const preferences = usePreferences();
  usePaintedWindow();
  const edges = windowEdges();
  return (
    <View
      className={classNames('page', rootClasses(preferences), className)}
      style={{ '--header-height': `${edges.statusBar + edges.header}px` } as Record<string, string>}
    >
      <View className="page__header" style={{ paddingTop: `${edges.statusBar}px`, paddingRight: `${edges.capsule}px` }}>
        <View className="page__header-row" style={{ minHeight: `${edges.header}px` }}>
          {tab ? null : <BackButton />}
          <View className="page__heading" {...(typeof header === 'string' ? forReader({ role: 'heading' }) : {})}>
            {header}
          </View>
        </View>
      </View>
      <View className="page__body">{children}</View>
      {tab ? <TabBar current={tab} bottom={edges.bottom} /> : null}
      {footer ? (
        <View className="page__footer" style={{ paddingBottom: `${edges.bottom}px` }}>
          {footer}
        </View>
      ) : null}
      {overlay}
    </View>
  );
}

function BackButton() {
  const { messages } = usePreferences();
  return (
    <Tappable className="page__back" label={messages.actions.back} onTap={() => goBack('home')}>
      <Icon name="chevron-left" size={24} />
    </Tappable>
  );
}
