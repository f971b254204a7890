// Package house assembles Passbok: it opens the store, hands the schema and the rights of package care to the engine,
// gives the server its parts, and keeps the jobs going. It decides nothing itself.
//
// It exists so that main stays a reader of the command line, and so that tests and measurements start the whole
// product and not a likeness of it. The clock, randomness and the network enter here, and are parameters everywhere
// below. Nothing but main, e2e and bench may import it.
package house
