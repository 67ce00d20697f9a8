package errors

import stderrors "errors"

// ErrUnsupported is the standard library's ErrUnsupported.
var ErrUnsupported = stderrors.ErrUnsupported

// New is the standard library's New.
func New(text string) error { return stderrors.New(text) }

// Is is the standard library's Is.
func Is(err, target error) bool { return stderrors.Is(err, target) }

// As is the standard library's As.
func As(err error, target any) bool { return stderrors.As(err, target) }

// AsType is the standard library's AsType.
func AsType[E error](err error) (E, bool) { return stderrors.AsType[E](err) }

// Join is the standard library's Join.
func Join(errs ...error) error { return stderrors.Join(errs...) }

// Unwrap is the standard library's Unwrap.
func Unwrap(err error) error { return stderrors.Unwrap(err) }
