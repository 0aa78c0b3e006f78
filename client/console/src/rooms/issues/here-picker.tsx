import type { RectifyIssue } from '@minsheng/contracts';
import { Button } from 'antd';
import { LocateFixed, MapPinOff } from 'lucide-react';
import { useState } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { countText } from '../../ui/format.js';

type Point = RectifyIssue['point'];

/** Milliseconds that a device may take to say where it is. */
const patience = 15_000;

/**
 * Where the pictures were taken. Pictures of a phone carry it themselves; this is for a device on the spot whose
 * pictures do not.
 */
export function HerePicker({ value, onChange }: { value: Point; onChange: (point: Point) => void }) {
  const { say } = useMessages();
  const [state, setState] = useState<'idle' | 'asking' | 'refused'>('idle');
  const ask = () => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        onChange({
          lng: coords.longitude,
          lat: coords.latitude,
          datum: 'WGS84',
          accuracyMetres: Math.round(coords.accuracy),
        });
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: patience },
    );
  };
  return (
    <div className="here" role="status">
      {value === null ? (
        <>
          <small className="muted">{say('here.why')}</small>
          <Button size="small" icon={<LocateFixed size={14} />} loading={state === 'asking'} onClick={ask}>
            {say('here.take')}
          </Button>
        </>
      ) : (
        <>
          <small>{say('here.taken', { metres: countText(value.accuracyMetres ?? 0) })}</small>
          <Button size="small" onClick={() => onChange(null)}>
            {say('here.drop')}
          </Button>
        </>
      )}
      {state === 'refused' && value === null && (
        <small className="attention">
          <MapPinOff size={13} aria-hidden /> {say('here.refused')}
        </small>
      )}
    </div>
  );
}
