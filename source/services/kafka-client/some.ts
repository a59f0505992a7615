import {KafkaError} from './errors.js';

/** What those brokers said that could be asked; why the others could not goes to `troubles`. Rejects when none could, and with any other error. */
export const allOrSome = async <T>(asked: readonly Promise<T>[], troubles: string[]): Promise<T[]> => {
  const answers = await Promise.allSettled(asked);
  const failed = answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason] : []));
  const fault =
    failed.find(reason => !(reason instanceof KafkaError)) ?? (failed.length === asked.length ? failed[0] : undefined);
  if (fault !== undefined) throw fault;
  for (const {message} of failed) if (!troubles.includes(message)) troubles.push(message);
  return answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []));
};
