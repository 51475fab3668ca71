import { NoSuchItem, productFor } from './buyer.ts'
import { DAY, inMoscowWithoutOffset } from './clock.ts'
import type { Claim } from './model.ts'
import { hex, uuid, whole } from './random.ts'
import type { Seller } from './seller.ts'
import type { World } from './world.ts'

export type NewClaim = {
  text: string
  nmId?: number
  photos?: number
  videos?: number
  price?: number
  /** The claim is made in this chat, about its order. */
  chatID?: string
  srid?: string
  /** The buyer fetched the thing from the seller's own shop. */
  selfPickup?: boolean
  actions?: string[]
  created?: number
}

const usual = ['approve1', 'approve2', 'autorefund1', 'reject1', 'reject2', 'reject3', 'rejectcustom']
const selfPickup = ['approvecc1', 'autorefund1', 'reject1', 'reject2', 'reject3', 'rejectcustom']

/** A buyer wants money back. */
export function makeClaim(world: World, seller: Seller, wish: NewClaim): Claim {
  const { random } = seller
  const made = wish.created ?? world.clock.now()
  const chat = wish.chatID === undefined ? undefined : seller.chats.find(wish.chatID)
  if (wish.chatID !== undefined && !chat) throw new NoSuchItem(`There is no chat ${wish.chatID}`)

  const product = productFor(seller, wish.nmId ?? chat?.goodCard?.nmID)
  const id = uuid(random)
  const delivered = made - whole(random, 1, 12) * DAY
  const claim: Claim = {
    id,
    claim_type: chat ? 3 : 1,
    status: 0,
    status_ex: 0,
    nm_id: product.nmId,
    user_comment: wish.text,
    wb_comment: null,
    dt: inMoscowWithoutOffset(made),
    imt_name: product.name,
    order_dt: inMoscowWithoutOffset(delivered - 4 * DAY),
    dt_update: inMoscowWithoutOffset(made),
    photos: links(wish.photos ?? 0, `//photos.wbstatic.net/claim/${id}`, 'webp'),
    video_paths: links(wish.videos ?? 0, `//video.wbstatic.net/claim/${id}`, 'mp4'),
    actions: wish.actions ?? [...(wish.selfPickup ? selfPickup : usual)],
    price: wish.price ?? product.price,
    currency_code: '643',
    srid: wish.srid ?? chat?.goodCard?.rid ?? hex(random, 32),
    origin_id_info: null,
    delivery_dt: inMoscowWithoutOffset(delivered),
  }
  seller.claims.push({ claim, made, archived: false })
  world.changed()
  return claim
}

const links = (count: number, where: string, ending: string) =>
  Array.from({ length: count }, (_, place) => `${where}/${place + 1}.${ending}`)
