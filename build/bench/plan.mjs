// Which sizes are measured on which engine: pure.

/**
 * `running`: containers that run on the engine of this machine, null without one; `most`: how many more it carries. Gives the sizes for it and
 * for the embedded engine, in growing order; a real size beyond `running` needs a crowd.
 */
export const planOf = ({sizes, short, crowd, demo}, running, most) => {
  if (demo !== null || running === null) return {real: [], embedded: sizes.slice(0, short ? 1 : undefined)};
  const asItIs = running > 0 ? [running] : [];
  if (short) return {real: asItIs, embedded: running > 0 ? [] : sizes.slice(0, 1)};
  if (!crowd) return {real: asItIs, embedded: sizes.filter(size => size > running)};
  const carries = size => size <= running + most;
  // What runs is there in any case: smaller sizes than that become it.
  const real = [...new Set(sizes.filter(carries).map(size => Math.max(size, running)))];
  return {real, embedded: sizes.filter(size => !carries(size))};
};
