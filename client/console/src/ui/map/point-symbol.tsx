import type { PointShape } from './point-shapes.js';

/** One shape around (0, 0), about 18 px across: disc, square, triangle, ring, diamond, tick, target. */
export function PointSymbol({ shape }: { shape: PointShape }) {
  switch (shape) {
    case 'waiting':
      return (
        <g className="symbol waiting">
          <circle r="7" />
          <circle r="2.6" className="inner" />
        </g>
      );
    case 'dispatch':
      return (
        <g className="symbol dispatch">
          <circle r="7.5" />
        </g>
      );
    case 'handling':
      return (
        <g className="symbol handling">
          <rect x="-7" y="-7" width="14" height="14" rx="2.5" />
        </g>
      );
    case 'overdue':
      return (
        <g className="symbol overdue">
          <path d="M0-9.5L9.5 7.5H-9.5Z" strokeLinejoin="round" />
          <path d="M0-3.5V2M0 4.6v.1" className="inner-line" />
        </g>
      );
    case 'verify':
      return (
        <g className="symbol verify">
          <circle r="6.5" />
        </g>
      );
    case 'reopened':
      return (
        <g className="symbol reopened">
          <path d="M0-9L9 0 0 9-9 0Z" />
        </g>
      );
    case 'closed':
      return (
        <g className="symbol closed">
          <circle r="6.5" />
          <path d="M-3 .2l2 2 4-4.4" className="inner-line" />
        </g>
      );
    case 'fault':
      return (
        <g className="symbol fault">
          <circle r="8.5" />
          <path d="M-3-3l6 6M3-3l-6 6" className="inner-line" />
        </g>
      );
    case 'warning':
      return (
        <g className="symbol overdue">
          <circle r="7.5" />
          <path d="M0-3.5V1M0 3.6v.1" className="inner-line" />
        </g>
      );
  }
}
