import type { ShownPoint, TerritoryMap } from '@minsheng/contracts';
import { LocateFixed, Minus, Plus } from 'lucide-react';
import {
  memo,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { countText } from '../format.js';
import { useSize } from '../use-size.js';
import type { PointShape } from './point-shapes.js';
import { PointSymbol } from './point-symbol.js';
import {
  askedBox,
  fitted,
  heatCells,
  inFrame,
  labelPlace,
  nearest,
  onPlane,
  panned,
  pathOf,
  planeOf,
  scaleBar,
  shiftOf,
  showing,
  zoomed,
  type Box,
  type Place,
  type Plane,
  type Size,
  type View,
} from './projection.js';

export interface MapPoint {
  id: string;
  at: ShownPoint;
  shape: PointShape;
}

/** Where a pin stands, with a circle of metres around it. */
export interface MapPin {
  at: ShownPoint;
  radiusMetres: number;
}

const shapes: readonly PointShape[] = [
  'waiting',
  'dispatch',
  'handling',
  'overdue',
  'verify',
  'reopened',
  'closed',
  'fault',
  'warning',
];

/** Pixels: of a square of heat, of a click beside a point, of a key's step. */
const cellSide = 44;
const reach = 14;
const keyStep = 80;

/**
 * The city as its own boundaries draw it, with points on top. Moved by mouse, wheel and keys; whatever is on it is also
 * in the list beside it.
 */
export function CityMap({
  territory,
  points,
  pin = null,
  pinned = null,
  showGrid,
  showHeat,
  label,
  onSelect,
  onBox,
  children,
}: {
  territory: TerritoryMap;
  points: readonly MapPoint[];
  pin?: MapPin | null;
  /** The point under the pin is not drawn twice. */
  pinned?: string | null;
  /** Lines of the responsibility areas. */
  showGrid: boolean;
  /** Counts by square instead of points. */
  showHeat: boolean;
  label: string;
  onSelect?: (id: string) => void;
  /** The box to ask points for, whenever it becomes another. */
  onBox?: (box: Box) => void;
  /** What lies over the map: switches, legend. */
  children?: ReactNode;
}) {
  const [frame, size] = useSize<HTMLDivElement>();
  return (
    <div className="city-map" ref={frame}>
      {size !== null && size.width > 0 && size.height > 0 && (
        <Drawing
          key={territory.versionId}
          {...{ territory, points, pin, pinned, showGrid, showHeat, label, onSelect, onBox, size }}
        />
      )}
      {children}
    </div>
  );
}

function Drawing({
  territory,
  points,
  pin,
  pinned,
  showGrid,
  showHeat,
  label,
  onSelect,
  onBox,
  size,
}: {
  territory: TerritoryMap;
  points: readonly MapPoint[];
  pin: MapPin | null;
  pinned: string | null;
  showGrid: boolean;
  showHeat: boolean;
  label: string;
  onSelect?: (id: string) => void;
  onBox?: (box: Box) => void;
  size: Size;
}) {
  const { say } = useMessages();
  const { bbox } = territory;
  const plane = useMemo(() => planeOf(bbox), [bbox]);
  const [view, setView] = useState<View>(() => fitted(plane, bbox, size));
  const drag = useRef<{ at: Place; hasMoved: boolean } | null>(null);
  const [isDragging, setDragging] = useState(false);
  const [isOver, setOver] = useState(false);
  const svg = useRef<SVGSVGElement>(null);
  const shift = shiftOf(view, size);

  const placed = useMemo(
    () => points.map(({ id, at, shape }) => ({ id, shape, ...onPlane(plane, at) })),
    [points, plane],
  );
  const pinPlace = pin === null ? null : onPlane(plane, pin.at);

  const pinKey = pin === null ? null : `${pin.at.lng} ${pin.at.lat}`;
  const moveToPin = useEffectEvent(() => {
    if (pinPlace !== null) setView((now) => showing(now, size, pinPlace));
  });
  useEffect(() => moveToPin(), [pinKey]);

  const asked = askedBox(plane, view, size).join();
  const tellBox = useEffectEvent((box: string) => onBox?.(box.split(',').map(Number) as unknown as Box));
  useEffect(() => {
    if (isDragging) return;
    const timer = setTimeout(() => tellBox(asked), 150);
    return () => clearTimeout(timer);
  }, [asked, isDragging]);

  const pixelOf = (event: { clientX: number; clientY: number }): Place => {
    const box = svg.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const pointAt = (pixel: Place) =>
    showHeat
      ? null
      : nearest(
          placed.map((place) => ({ id: place.id, ...inFrame(view, size, place) })),
          pixel,
          reach,
        );

  const turnWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const factor = Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.0015 : 0.05));
    setView((now) => zoomed(now, size, factor, pixelOf(event)));
  });
  useEffect(() => {
    const node = svg.current;
    if (node === null) return;
    // React listens passively, and the page would scroll along.
    const turn = (event: WheelEvent) => turnWheel(event);
    node.addEventListener('wheel', turn, { passive: false });
    return () => node.removeEventListener('wheel', turn);
  }, []);

  const move = (by: Place) => setView((now) => panned(plane, bbox, now, by));
  const zoom = (factor: number) =>
    setView((now) => zoomed(now, size, factor, { x: size.width / 2, y: size.height / 2 }));
  const home = () => setView(fitted(plane, bbox, size));

  const press = (event: KeyboardEvent) => {
    const done = {
      ArrowLeft: () => move({ x: keyStep, y: 0 }),
      ArrowRight: () => move({ x: -keyStep, y: 0 }),
      ArrowUp: () => move({ x: 0, y: keyStep }),
      ArrowDown: () => move({ x: 0, y: -keyStep }),
      '+': () => zoom(1.5),
      '=': () => zoom(1.5),
      '-': () => zoom(1 / 1.5),
      '0': home,
      Home: home,
    }[event.key];
    if (done === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    done();
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    svg.current?.setPointerCapture(event.pointerId);
    drag.current = { at: pixelOf(event), hasMoved: false };
  };
  const follow = (event: PointerEvent) => {
    const pixel = pixelOf(event);
    const dragged = drag.current;
    if (dragged === null) {
      setOver(onSelect !== undefined && pointAt(pixel) !== null);
      return;
    }
    const by = { x: pixel.x - dragged.at.x, y: pixel.y - dragged.at.y };
    if (!dragged.hasMoved && Math.abs(by.x) + Math.abs(by.y) < 4) return;
    drag.current = { at: pixel, hasMoved: true };
    setDragging(true);
    move(by);
  };
  const up = (event: PointerEvent) => {
    const dragged = drag.current;
    drag.current = null;
    setDragging(false);
    if (dragged === null || dragged.hasMoved) return;
    const found = pointAt(pixelOf(event));
    if (found !== null) onSelect?.(found.id);
  };

  const bar = scaleBar(view.scale);
  return (
    <>
      <svg
        ref={svg}
        width={size.width}
        height={size.height}
        className={isDragging ? 'dragging' : isOver ? 'over-point' : ''}
        role="application"
        aria-label={label}
        aria-roledescription={say('map.role')}
        tabIndex={0}
        onKeyDown={press}
        onPointerDown={down}
        onPointerMove={follow}
        onPointerUp={up}
        onPointerCancel={up}
      >
        <g transform={`translate(${shift.x} ${shift.y}) scale(${view.scale})`}>
          <Ground territory={territory} plane={plane} showGrid={showGrid} />
        </g>
        <g transform={`translate(${shift.x} ${shift.y})`}>
          <Names territory={territory} plane={plane} scale={view.scale} showGrid={showGrid} />
          {showHeat ? (
            <Heat places={placed} scale={view.scale} />
          ) : (
            <Symbols places={placed} scale={view.scale} hidden={pinned} />
          )}
          {pin !== null && pinPlace !== null && (
            <g transform={`translate(${pinPlace.x * view.scale} ${pinPlace.y * view.scale})`} className="pin">
              <circle r={Math.max(26, pin.radiusMetres * view.scale)} className="halo" />
              <path d="M0 0C-7-10-14-16-14-25A14 14 0 0 1 14-25C14-16 7-10 0 0Z" />
              <circle cy="-25" r="5" className="inner" />
            </g>
          )}
        </g>
      </svg>
      <div className="over-map zoom">
        <button type="button" aria-label={say('map.nearer')} onClick={() => zoom(1.5)}>
          <Plus size={17} aria-hidden />
        </button>
        <button type="button" aria-label={say('map.farther')} onClick={() => zoom(1 / 1.5)}>
          <Minus size={17} aria-hidden />
        </button>
        <button type="button" aria-label={say('map.whole')} onClick={home}>
          <LocateFixed size={16} aria-hidden />
        </button>
      </div>
      <div className="scale-bar" aria-hidden>
        <i style={{ width: bar.pixels }} />
        {bar.metres >= 1000
          ? say('map.kilometres', { count: bar.metres / 1000 })
          : say('map.metres', { count: bar.metres })}
      </div>
    </>
  );
}

/** Boundaries; drawn once for a version, moved and scaled as a whole. */
const Ground = memo(function Ground({
  territory,
  plane,
  showGrid,
}: {
  territory: TerritoryMap;
  plane: Plane;
  showGrid: boolean;
}) {
  const drawn = useMemo(
    () =>
      territory.features.map(({ properties, geometry }) => ({
        key: `${properties.kind} ${properties.code}`,
        kind: properties.kind,
        d: pathOf(plane, geometry),
      })),
    [territory, plane],
  );
  return (
    <g className="ground">
      {drawn
        .filter(({ kind }) => kind === 'area')
        .map(({ key, d }) => (
          <path key={key} d={d} className="area" fillRule="evenodd" vectorEffect="non-scaling-stroke" />
        ))}
      {showGrid &&
        drawn
          .filter(({ kind }) => kind === 'responsibility')
          .map(({ key, d }) => <path key={key} d={d} className="responsibility" vectorEffect="non-scaling-stroke" />)}
    </g>
  );
});

/** Pixels across that an area needs before its name is written into it. */
const roomForName = 64;

const Names = memo(function Names({
  territory,
  plane,
  scale,
  showGrid,
}: {
  territory: TerritoryMap;
  plane: Plane;
  scale: number;
  showGrid: boolean;
}) {
  const { text } = useMessages();
  const named = useMemo(
    () =>
      territory.features.map(({ properties, geometry }) => {
        const box = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0];
        const across = (box ?? []).map(([lng]) => lng);
        const width = (Math.max(...across) - Math.min(...across)) * plane.metresPerDegree.lng;
        return { properties, at: labelPlace(plane, geometry), width };
      }),
    [territory, plane],
  );
  return (
    <g className="names" aria-hidden>
      {named
        .filter(
          ({ properties, width }) =>
            (properties.kind === 'area' || showGrid) &&
            width * scale > (properties.kind === 'area' ? roomForName : roomForName * 1.5),
        )
        .map(({ properties, at }) => (
          <text
            key={`${properties.kind} ${properties.code}`}
            className={properties.kind}
            x={at.x * scale}
            y={at.y * scale}
          >
            {text(properties.name)}
          </text>
        ))}
    </g>
  );
});

const Symbols = memo(function Symbols({
  places,
  scale,
  hidden,
}: {
  places: readonly (Place & { id: string; shape: PointShape })[];
  scale: number;
  hidden: string | null;
}) {
  const prefix = useId();
  return (
    <g className="points">
      <defs>
        {shapes.map((shape) => (
          <g key={shape} id={`${prefix}${shape}`}>
            <PointSymbol shape={shape} />
          </g>
        ))}
      </defs>
      {places
        .filter(({ id }) => id !== hidden)
        .map(({ id, shape, x, y }) => (
          <use key={id} href={`#${prefix}${shape}`} x={x * scale} y={y * scale} data-shape={shape} />
        ))}
    </g>
  );
});

const Heat = memo(function Heat({ places, scale }: { places: readonly Place[]; scale: number }) {
  return (
    <g className="heat">
      {heatCells(places, scale, cellSide).map(({ x, y, count, level }) => (
        <g key={`${x} ${y}`} className={`q${level}`} transform={`translate(${x} ${y})`}>
          <rect x="1.5" y="1.5" width={cellSide - 3} height={cellSide - 3} rx="6" />
          <text x={cellSide / 2} y={cellSide / 2}>
            {countText(count)}
          </text>
        </g>
      ))}
    </g>
  );
});
