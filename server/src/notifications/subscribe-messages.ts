import type { LocalisedText, MessageTemplate } from '@minsheng/contracts';

/** One message outside of the app (订阅消息): number, state, time and link; nothing of what was reported. */
export interface SubscribeMessage {
  citizenId: string;
  template: MessageTemplate;
  number: string;
  state: LocalisedText;
  /** ISO 8601. */
  at: string;
  /** `report:<id>`: what the message leads to. */
  subject: string;
}

/** How a message leaves the house. It is asked outside of every transaction. */
export interface SubscribeMessages {
  /** False: no consent is asked for, and nothing is promised. */
  readonly isConnected: boolean;
  /** @throws when it was not taken; it is tried again */
  send(message: SubscribeMessage): Promise<void>;
}

/** Where nothing is connected everything stays in the inbox. */
export const inboxOnly: SubscribeMessages = {
  isConnected: false,
  send: () => Promise.reject(new Error('no message service is connected')),
};

export interface FakeSubscribeMessages extends SubscribeMessages {
  /** What would have been sent, in order. */
  readonly sent: readonly SubscribeMessage[];
  /** The next so many are not taken. */
  fail(times: number): void;
}

/** For demonstrations and tests: keeps what it would have sent. */
export function fakeSubscribeMessages(): FakeSubscribeMessages {
  const sent: SubscribeMessage[] = [];
  let failing = 0;
  return {
    isConnected: true,
    sent,
    fail: (times) => void (failing = times),
    send: (message) => {
      if (failing > 0) {
        failing -= 1;
        return Promise.reject(new Error('the message service did not take it'));
      }
      sent.push(message);
      return Promise.resolve();
    },
  };
}

let connected: SubscribeMessages = inboxOnly;

/** Set once at boot. */
export function connectSubscribeMessages(messages: SubscribeMessages): void {
  connected = messages;
}

export function subscribeMessages(): SubscribeMessages {
  return connected;
}
