// Package failpoint ends the process at a chosen place, as kill -9 would: so that a test can see what a crash just there
// leaves. It is empty unless built with the tag failpoints; every place then is a name in the code, and the variable
// PASSBOK_FAILPOINT says at which of them the process ends, and at which pass: "archive half written:3". With ":interrupt" after the pass
// it is interrupted there, as by Ctrl-C, and goes on as it does then.
//
// It may be imported from everywhere, and imports nothing of ours.
package failpoint
