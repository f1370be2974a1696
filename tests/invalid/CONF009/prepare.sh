rm docs/tactics/*
