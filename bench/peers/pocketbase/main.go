// A PocketBase with the workload's one collection, as its guide says to build one: the peer that bench measures
// Passbok against. A module of its own, so that nothing of it enters Passbok.
//
//	pocketbase serve --http 127.0.0.1:… --dir …
//
// writes a token of its one user to the folder, as `token`, when it is ready.
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func main() {
	app := pocketbase.New()
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		if err := prepare(e.App); err != nil {
			return err
		}
		return e.Next()
	})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}

func prepare(app core.App) error {
	settings := app.Settings()
	settings.Batch.Enabled, settings.Batch.MaxRequests, settings.Batch.Timeout = true, 200, 30
	settings.Logs.MaxDays = 0 // it writes every request into a second database otherwise
	if err := app.Save(settings); err != nil {
		return err
	}
	shifts := core.NewBaseCollection("shifts")
	rule := types.Pointer("@request.auth.id != ''")
	shifts.ListRule, shifts.ViewRule, shifts.CreateRule, shifts.UpdateRule, shifts.DeleteRule = rule, rule, rule, rule, rule
	shifts.Fields.Add(
		&core.TextField{Name: "assistant", Required: true}, &core.TextField{Name: "beneficiary", Required: true},
		&core.TextField{Name: "kind"}, &core.TextField{Name: "start"}, &core.TextField{Name: "end"},
		&core.TextField{Name: "why"}, &core.BoolField{Name: "void"},
		&core.AutodateField{Name: "updated", OnCreate: true, OnUpdate: true},
	)
	shifts.AddIndex("idx_assistant", false, "assistant, updated", "")
	shifts.AddIndex("idx_beneficiary", false, "beneficiary, updated", "")
	if err := app.Save(shifts); err != nil {
		return err
	}
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return err
	}
	user := core.NewRecord(users)
	user.SetEmail("bench@example.com")
	user.SetPassword("only for the bench")
	if err := app.Save(user); err != nil {
		return err
	}
	token, err := user.NewAuthToken()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(app.DataDir(), "token"), []byte(token), 0o600)
}
