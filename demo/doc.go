// Package demo makes up a provider and its October 2026, so that there is something to look at and to play
// with: people, engagements, decisions and some 700 rows of time, among them what goes wrong in life.
//
// Everything goes the way that real time goes: the office's settings by commands, the rows as operations
// through Sync, from the assistants' own devices and the office's. One seed gives the same ids and the same
// rows; filling a book again sends everything again, which changes nothing. All names are invented, all
// numbers are test numbers. It may import care and sync/book.
package demo
