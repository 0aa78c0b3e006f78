import { useMemo, useRef, useState } from 'react';
import { View, type ITouchEvent, type ViewProps } from '@tarojs/components';
import type { ShownPoint, TerritoryMap } from '@minsheng/contracts';
import { palettes, svgDataUri } from '@minsheng/design';
import { isWeChat } from '../../device/target.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { barFor, citySvg, pulled, scaleFor, scales, type Pixel } from '../../reports/city-map.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';

/** Height of the map in sight; the sheet is drawn larger, so that pulling it does not show its edge at once. */
const sight = 108;
const sheet = { width: 960, height: 480 };
/** One press of an arrow, metres. */
const nudge = 10;

interface PlaceMapProps {
  territory: TerritoryMap | null;
  point: ShownPoint;
  accuracyMetres: number | null;
  onMove(point: ShownPoint): void;
}

/** The city's own drawing around the pin. The pin stands still and the map is pulled, so that the thumb hides nothing. */
export function PlaceMap({ territory, point, accuracyMetres, onMove }: PlaceMapProps) {
  const { theme, isCare, messages } = usePreferences();
  const words = messages.snap;
  const [closer, setCloser] = useState(0);
  const last = scales.length - 1;
  const scale = Math.min(last, Math.max(0, scaleFor(accuracyMetres, sight) - closer));
  const metresPerPixel = scales[scale] ?? 8;
  const bar = barFor(metresPerPixel);
  const [pull, setPull] = useState<Pixel | null>(null);
  /** Fingers are faster than the page: what counts when they let go is the last place told, not the last one drawn. */
  const hand = useRef<{ began: Pixel; by: Pixel } | null>(null);
  const { lng, lat } = point;
  const drawing = useMemo(() => {
    const palette = palettes[theme];
    const ink = {
      land: palette['map-land'],
      piece: palette['map-road-main'],
      line: palette['line-2'],
      border: palette['ink-3'],
      word: palette['ink-2'],
      halo: palette['map-land'],
    };
    return svgDataUri(citySvg(territory, { centre: { lng, lat }, metresPerPixel, ...sheet }, ink));
  }, [territory, lng, lat, metresPerPixel, theme]);

  const start = (at: Pixel): void => {
    hand.current = { began: at, by: { x: 0, y: 0 } };
    setPull(hand.current.by);
  };
  const drag = ({ x, y }: Pixel): void => {
    if (!hand.current) return;
    const { began } = hand.current;
    hand.current.by = { x: x - began.x, y: y - began.y };
    setPull(hand.current.by);
  };
  const drop = (): void => {
    const by = hand.current?.by;
    hand.current = null;
    setPull(null);
    if (by && (by.x !== 0 || by.y !== 0)) onMove(pulled(point, by, metresPerPixel));
  };
  const step = (x: number, y: number): void =>
    onMove(pulled(point, { x: (-x * nudge) / metresPerPixel, y: (y * nudge) / metresPerPixel }, metresPerPixel));
  const ofTouch = (event: ITouchEvent): Pixel | null => {
    const touch = (event.touches[0] ?? event.changedTouches[0]) as { clientX: number; clientY: number } | undefined;
    return touch ? { x: touch.clientX, y: touch.clientY } : null;
  };
  const handlers = isWeChat
    ? {
        onTouchStart: (event: ITouchEvent) => {
          const at = ofTouch(event);
          if (at) start(at);
        },
        onTouchMove: (event: ITouchEvent) => {
          const at = ofTouch(event);
          if (at) drag(at);
        },
        onTouchEnd: drop,
        onTouchCancel: drop,
      }
    : browserHandlers({ start, drag, drop, step });
  const radius = accuracyMetres === null ? 0 : Math.round(accuracyMetres / metresPerPixel);
  const arrows = [
    ['west', -1, 0],
    ['north', 0, 1],
    ['south', 0, -1],
    ['east', 1, 0],
  ] as const;

  return (
    <>
      <View className="place-map__box">
        <View
          className="place-map"
          catchMove
          style={{ height: `${sight}px` }}
          {...forReader({ role: 'img', label: words.mapLabel })}
          {...(handlers as Partial<ViewProps>)}
        >
          <View
            className="place-map__sheet"
            style={{
              width: `${sheet.width}px`,
              height: `${sheet.height}px`,
              margin: `${-sheet.height / 2}px 0 0 ${-sheet.width / 2}px`,
              backgroundImage: `url("${drawing}")`,
              transform: `translate(${pull?.x ?? 0}px, ${pull?.y ?? 0}px)`,
            }}
          />
          {radius > 3 && !pull ? (
            <View
              className="place-map__circle"
              style={{ width: `${radius * 2}px`, height: `${radius * 2}px`, margin: `${-radius}px 0 0 ${-radius}px` }}
            />
          ) : null}
          <View className="place-map__pin" aria-hidden="true">
            <View className="place-map__pin-head" />
          </View>
          <View className="place-map__bar" style={{ width: `${bar.pixels}px` }} aria-hidden="true">
            {words.metres(bar.metres)}
          </View>
          {pull ? null : (
            <View className="place-map__tip" aria-hidden="true">
              <Icon name="move" size={12} strokeWidth={2} />
              {words.drag}
            </View>
          )}
        </View>
        <View className="place-map__zoom">
          <Tappable
            className="place-map__zoom-button"
            label={words.zoom.out}
            isDisabled={scale === last}
            onTap={() => setCloser(closer - 1)}
          >
            <View className="place-map__zoom-face">
              <Icon name="minus" size={16} strokeWidth={2} />
            </View>
          </Tappable>
          <Tappable
            className="place-map__zoom-button"
            label={words.zoom.in}
            isDisabled={scale === 0}
            onTap={() => setCloser(closer + 1)}
          >
            <View className="place-map__zoom-face">
              <Icon name="plus" size={16} strokeWidth={2} />
            </View>
          </Tappable>
        </View>
      </View>
      {isCare ? (
        <View className="place-map__arrows">
          {arrows.map(([name, x, y]) => (
            <Tappable key={name} className="place-map__arrow" label={words.nudge[name]} onTap={() => step(x, y)}>
              <Icon
                name={
                  ({ west: 'arrow-left', north: 'arrow-up', south: 'arrow-down', east: 'arrow-right' } as const)[name]
                }
                size={22}
              />
            </Tappable>
          ))}
        </View>
      ) : null}
    </>
  );
}

interface Pulling {
  start(at: Pixel): void;
  drag(at: Pixel): void;
  drop(): void;
  step(x: number, y: number): void;
}

/** A browser has mice and keyboards as well. */
function browserHandlers({ start, drag, drop, step }: Pulling): Record<string, unknown> {
  const at = ({ clientX, clientY }: PointerEvent): Pixel => ({ x: clientX, y: clientY });
  const keys: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };
  return {
    tabIndex: 0,
    onPointerDown: (event: PointerEvent) => {
      (event.currentTarget as Element | null)?.setPointerCapture(event.pointerId);
      start(at(event));
    },
    onPointerMove: (event: PointerEvent) => drag(at(event)),
    onPointerUp: drop,
    onPointerCancel: drop,
    onKeyDown: (event: KeyboardEvent) => {
      const by = keys[event.key];
      if (!by) return;
      event.preventDefault();
      step(...by);
    },
  };
}
