const two = (value: number): string => String(value).padStart(2, '0');

/** A name for a file, of a name for people: nothing in it leads out of a folder, hides the file or looks like an option. '' where nothing is left. */
export const plainFileName = (name: string): string =>
  name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);

/** `auren-kafka-2026-11-21-140211.log`: local time; without an extension for a folder. */
export const logFileName = (title: string, now: Date, extension = 'log'): string => {
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `${plainFileName(title) || 'log'}-${day}-${time}${extension === '' ? '' : `.${extension}`}`;
};
