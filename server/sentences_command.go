package server

import (
	"sync"

	"github.com/gofiber/fiber/v2"

	"passbok/sync/op"
)

// commandSentences are for what a server meets that is in trouble, where it was asked to do something: a device sends its operations
// again by itself, and nobody sends a command again but who gave it. It may have been done: the answer waits for the archive after the
// commit, and a hand-over is with Försäkringskassan before it is noted here.
var commandSentences = sync.OnceValue(func() map[string]sentence {
	return map[string]sentence{
		codeArchive: {"Servern kan inte skriva i sitt arkiv just nu.",
			"The server cannot write to its archive just now."},
		codeSlow:          {"Det tog för lång tid.", "It took too long."},
		codeStopping:      {"Servern startar om.", "The server is restarting."},
		codeStorageFull:   {"Servern kan inte spara just nu.", "The server cannot save just now."},
		codeStorageBroken: {"Servern kan inte spara eller visa något förrän den har startats om.", "The server cannot save or show anything until it has been restarted."},
		codeInternal:      {"Något gick fel hos oss.", "Something went wrong on our side."},
	}
})

// perhaps is what follows them; certainly, where the request carries an id by which it is done once.
var (
	perhaps   = sentence{" Det kan ha blivit gjort. Titta, och försök igen om det inte är det.", " It may have been done. Look, and try again if it is not."}
	certainly = sentence{" Det kan ha blivit gjort. Titta, och försök igen om det inte är det: det görs inte två gånger.", " It may have been done. Look, and try again if it is not: it is not done twice."}
)

const carriesKey = "carries an id"

// carries tells whether an id is one by which a command is done once, and notes of the request that it has such a one.
func (c *call) carries(id string) bool {
	ok := op.IsUUID(id)
	c.Locals(carriesKey, ok)
	return ok
}

// said is what a problem says to a request: of one that was to change something, and is not sent again by itself, that it may have.
func (p *Problem) said(c *fiber.Ctx) sentence {
	own, differs := commandSentences()[p.Code]
	if reads := c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead; !differs || reads || c.Path() == syncPath {
		return p.Message
	}
	then := perhaps
	if carries, _ := c.Locals(carriesKey).(bool); carries {
		then = certainly
	}
	return sentence{own.SV + then.SV, own.EN + then.EN}
}
