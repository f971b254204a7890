// Package push tells people that something waits for them, through the web push services of their
// own browsers: who is told is decided elsewhere; here are the words, the subscriptions, the queue
// and the sending.
//
// What happened is a row of one table (see [Rows] and rows_*.go): who is told, when and how, words in Swedish and English,
// how long it stays true, how urgent it is, and where a tap leads. A lock screen is read by
// strangers, so a notice says which month and nothing else: no name, no number of a person, no
// hours, no sum, nothing of health. [Notice] has no field that could carry one.
//
// # The payload
//
// What is sent is a declarative push message (Safari shows it by itself; our service worker reads
// the same bytes and shows the same notice):
//
//	{"web_push":8030,
//	 "notification":{"title":"Oktober är klar att titta på",
//	                 "body":"Det tar ungefär tre minuter. Sista dag är 5 december.",
//	                 "lang":"sv","tag":"<32 characters>",
//	                 "navigate":"https://passbok.example/rakning/<beneficiary id>/2026-10",
//	                 "silent":false,
//	                 "actions":[{"action":"open",…},{"action":"later",…}]},
//	 "app_badge":1,
//	 "app":{"notice":"invoice_ready","month":"2026-10","mark":"<20 characters>"}}
//
// navigate is an absolute URL. title and body are in the subscription's language. tag is also the
// Topic header (RFC 8030, section 5.4): what is newer replaces what is older, on the push service
// and on the screen, and a notice that was sent twice shows once. The payload never exceeds
// [MaxPayload] bytes.
//
// # The queue
//
// Everything is kept in one space of the store (the registry), and nowhere else: a restart goes on
// where the process stopped. A notice is sent at least once to each subscription, or given up with
// its time to live. Each host has its own line, so that nobody waits behind a dead endpoint.
//
// A subscription comes to an end in silence: the push service answers 404 or 410, or the phone has made
// another. The person is to be told all the same. So a subscription that takes nothing any more is marked
// stale instead of being forgotten, and what is to be told there rests in its line until its time to live
// is over. The next subscription that the device makes, or that the person makes on any device, takes
// over what rests, due at once, in the transaction that keeps it. What a device replaces is taken over
// in the same way. A push service that had it and a phone that never showed it can make a notice come
// twice; the tag lets it show once. A stale one is forgotten when it has been so for longer than any notice holds.
//
//	key/vapid                                    the server's key pair, and those before it
//	subscription/<person>/<endpoint hash>        Subscription
//	subscription/@/<endpoint hash>               the person it belongs to
//	notice/wishes/<person>                       how the person wants to be told: Wishes
//	notice/mark/<mark>                           what a device may tell of: which notice, to whom
//	notice/id/<hash of notice and person>        seen: told before
//	notice/until/<ms>/<same hash>                when that may be forgotten
//	notice/pending/<endpoint hash>/<topic>       delivery: one a subscription and topic
//	notice/due/<host hash>/<ms>/<endpoint hash>/<topic>   when it is to be tried
//
// This package may import care, the store and the standard library, and is the only one that sees
// webpush-go. It must not import server or house. push/sim is a push service to run at home.
package push
