import type { CityView } from '@minsheng/contracts';
import { App, Button, Input, Popover } from 'antd';
import { FastForward } from 'lucide-react';
import { useState } from 'react';

import { RequestFailed } from '../../api/failure.js';
import { moveClock } from '../../api/platform.js';
import { useMessages } from '../../messages/use-messages.js';
import { momentText, shanghaiField, shanghaiInstant } from '../../ui/format.js';
import { ChangeButton } from '../../ui/parts.js';
import { useFailureText } from '../../ui/states.js';
import { useCity } from './city.js';
import { clockSteps } from './clock-steps.js';

/** Moves the demonstration's business clock on. It never goes back: what was published stays published. */
export function ClockControl({ city }: { city: CityView }) {
  const { say } = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={say('clock.move')}
      content={isOpen && <ClockForm city={city} onMoved={() => setOpen(false)} />}
    >
      <Button icon={<FastForward size={15} />}>{say('clock.move')}</Button>
    </Popover>
  );
}

function ClockForm({ city, onMoved }: { city: CityView; onMoved: () => void }) {
  const { say, language } = useMessages();
  const { askAgain } = useCity();
  const { message } = App.useApp();
  const failureText = useFailureText();
  const [field, setField] = useState(() => shanghaiField(city.nextReleaseAt ?? city.now));
  const [isMoving, setMoving] = useState(false);
  const chosen = shanghaiInstant(field);
  const isAhead = chosen !== null && Date.parse(chosen) > Date.parse(city.now);

  const move = async (to: string) => {
    setMoving(true);
    try {
      const { now } = await moveClock(to);
      message.success(say('clock.moved', { time: momentText(now, language) }));
      askAgain();
      onMoved();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      message.error(failureText(error.failure));
    } finally {
      setMoving(false);
    }
  };

  return (
    <div className="clock-form">
      <p className="muted">{say('clock.why')}</p>
      {clockSteps(city).map(({ key, to }) => (
        <ChangeButton key={key} block loading={isMoving} onClick={() => void move(to)}>
          {say(`clock.${key}`)} · {momentText(to, language)}
        </ChangeButton>
      ))}
      <label htmlFor="clock-to">{say('clock.to')}</label>
      <Input
        id="clock-to"
        type="datetime-local"
        value={field}
        min={shanghaiField(city.now)}
        onChange={(event) => setField(event.target.value)}
      />
      <ChangeButton
        type="primary"
        loading={isMoving}
        disabled={!isAhead}
        onClick={() => {
          if (chosen !== null) void move(chosen);
        }}
      >
        {isAhead ? say('clock.do') : say('clock.only-ahead')}
      </ChangeButton>
    </div>
  );
}
