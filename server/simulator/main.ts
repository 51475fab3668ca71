import { BadSetting } from './read-feedbacks-file.ts'
import { readOptions } from './read-options.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

const parent = process.ppid

try {
  const simulator = await startSimulator(readOptions(process.env))
  if (process.send) process.send({ ready: simulator.port })
  else console.log(`Simulator: http://localhost:${simulator.port}`)
  leaveWhenTold(simulator)
} catch (error) {
  if (!(error instanceof BadSetting)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function leaveWhenTold(simulator: Simulator): void {
  let leaving = false
  const leave = () => {
    if (leaving) return
    leaving = true
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error instanceof BadSetting ? error.message : error)
        process.exit(1)
      },
    )
  }

  process.once('SIGTERM', leave)
  process.once('SIGINT', leave)
  process.once('disconnect', leave)
  if (process.env.SIMULATOR_PARENT === 'watch') watchParent(leave)
}

/** A child whose parent has died is given another parent. */
function watchParent(leave: () => void): void {
  setInterval(() => {
    if (process.ppid !== parent) leave()
  }, 500).unref()
}
