/**
 * How many milliseconds of a processor a piece of work takes this process at least, of several times that it is done: others may be at
 * work on the machine, and what is done for the first time is slow.
 */
export function leastCpuMs(work: () => unknown, times = 5): number {
  return Math.min(...cpuTimes(work, times))
}

/** The same in the middle of many times. */
export function medianCpuMs(work: () => unknown, times: number): number {
  const taken = cpuTimes(work, times).sort((one, other) => one - other)
  return taken[Math.floor(times / 2)] ?? Infinity
}

function cpuTimes(work: () => unknown, times: number): number[] {
  return Array.from({ length: times }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
}
