//go:build !unix

package filestore

// syncFolder does nothing where folders cannot be synced.
func syncFolder(string) error { return nil }
