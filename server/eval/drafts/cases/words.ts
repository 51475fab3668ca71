// What answers to common troubles speak of, in the notation of `compile`. Each case adds the words of its own thing.

export const quality = 'качеств*, парти*, экземпляр*, дефект*'
export const wayBack = 'возврат*, вернуть, заявк*'
export const wrongThing = 'не тот, не та, не то, сборк*, склад*'
export const waiting = 'ждать, ожидани*, доставк*, отправк*, задержк*, срок*'
export const size = 'размер*, мерк*, посадк*'
export const remark = 'замечани*'
export const gratitude = 'спасибо, благодар*, рады, приятно'
export const asking = 'уточн*, специалист*'
