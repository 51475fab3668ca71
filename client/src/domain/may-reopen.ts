type Item = { status: string; closeReason: string | null }

/** Whether an item can be brought back to work: one that somebody or time has closed. A rejected question is hidden for good (domain 2.4). */
export const mayReopen = ({ status, closeReason }: Item) => status === 'CLOSED' && closeReason !== 'REJECTED'
