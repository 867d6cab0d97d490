import type { SetInfo } from '../../../shared/domain.ts';
import type { Failure } from '../../i18n/messages.ts';

/** How a set stands for who wants to use it. */
export type SetCondition = SetInfo['state'] | 'damaged';

/** A set that could not be read when it was tried last is damaged, whatever the database says. */
export function setCondition({ state }: SetInfo, failure: Failure | undefined): SetCondition {
  return state === 'ready' && failure?.code === 'database-damaged' ? 'damaged' : state;
}
