const PHOTOS = 'photos-v1'
/** A browser reckons each picture from elsewhere as megabytes of the room we have. */
const KEPT = 100

/** Pictures from elsewhere: products and what buyers attach. Ours are in the precache. */
export const isPhoto = (request: Request, url: URL, ourOrigin: string) =>
  request.destination === 'image' && url.origin !== ourOrigin

/** Photos never change under their address: what is kept is shown, the oldest makes room. */
export async function answerWithPhoto(request: Request): Promise<Response> {
  const photos = await caches.open(PHOTOS)
  const kept = await photos.match(request)
  if (kept) return kept

  const photo = await fetch(request)
  if (photo.ok || photo.type === 'opaque') {
    await photos.put(request, photo.clone())
    await makeRoom(photos)
  }
  return photo
}

async function makeRoom(photos: Cache) {
  const all = await photos.keys()
  for (const oldest of all.slice(0, Math.max(0, all.length - KEPT))) await photos.delete(oldest)
}
