echo "hello: serving /www on port 8080"
exec httpd -f -p 8080 -h /www
