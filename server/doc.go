// Package server is the house's front: the API of openapi.yaml and the app itself, over HTTP. It decides nothing about
// months or merges; it finds out who asks, whether they may, and says what came of it.
//
// Where to look: routes.go is the table of every route and who may use it; problems.go every code with its sentences;
// call.go what a handler gets. A route has a file of its own, named for it.
//
// Only this package sees Fiber, fasthttp and JWT. Fiber is held to what a router does: no Static, no SendFile, none of
// its middleware, so that moving off it is one room's work. Whatever leaves a handler is copied (Immutable).
package server
