import { words } from './words.ts'

export const MembershipRole = words('MembershipRole', 'What a person may do for a seller.', {
  owner: 'Everything.',
  manager: 'Inbox, templates and figures.',
  operator: 'Inbox and replies.',
})
