// Package gauge counts what the house does, and tells it to whoever watches over the house, in the form that Prometheus
// reads.
//
// There are two kinds of numbers. What happens is told as it happens: a [Panel] is the meter of the engine, the store, the
// server and the queue of notices, each of which declares what it tells and knows nothing of this package. What stands (how
// many disagreements are open, how large the database is) is looked at when somebody asks, by the function given to
// [Panel.Watch], so that it is true and costs nothing while nobody does.
//
// No number says anything of a person. A label is a provider's book, or a word of a short list: whatever else a caller
// says is counted as "other", so that no phone and no stranger can make the numbers grow.
//
// The tables are the documentation: docs/operator.md has a row for each number, docs/grafana.json and docs/alerts.yaml
// ask for no other, and a test holds all three to what a house tells.
package gauge
