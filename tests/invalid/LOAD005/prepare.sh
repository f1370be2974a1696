ln -s . docs/help/loop
ln -s /etc/hostname docs/help/outside.md
ln -s nowhere docs/help/broken.md
